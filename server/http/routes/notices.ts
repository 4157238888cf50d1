import { createHash } from "node:crypto";
import { firstPart } from "#engine/post.ts";
import type { Api } from "../../api.ts";
import type { notices } from "../../api/notices.ts";
import { inWorkspace } from "../../database/scope.ts";
import { AppError, conflict, notFound, tooMany } from "../../errors.ts";
import { declineProposal, publishProposal, reconsiderProposal } from "../../ledger/proposals.ts";
import { postOfRow } from "../../ledger/posts.ts";
import { recallProposal } from "../../ledger/recall.ts";
import { markImportant, readImportance } from "../../notices/important.ts";
import { tryPush } from "../../notices/by-push.ts";
import { type LinkMark, linkToken, readLinkToken } from "../../notices/link.ts";
import { checkTicket, type Linked, readLinked, ticketFor } from "../../notices/linked.ts";
import { drawLinked, type Drawn, drawSentence, type View } from "../../notices/page/draw.ts";
import { stateOf } from "../../notices/page/state.ts";
import type { Db } from "../../ports.ts";
import { dropDevice, keepDevice, listDevices } from "../../push/devices.ts";
import { renewKeys } from "../../push/trouble.ts";
import { readerOf } from "../../sheets/sheet.ts";
import { readWishes, saveWishes } from "../../notices/wishes.ts";
import { actorOf } from "../actor.ts";
import { storable } from "../body.ts";
import type { Call, Handlers } from "../call.ts";
import { type Caller, findCaller } from "../caller.ts";

type Names = Extract<keyof Api, keyof typeof notices>;
type Asked = Pick<Call<"openLink">, "services" | "auth" | "cookie" | "language">;

/** Seconds in which a yes can be taken back, as on the person's own page. */
const undoSeconds = 10;

export const noticeRoutes: Pick<Handlers, Names> = {
  readNoticeWishes: ({ services, caller }) => readWishes(services, actorOf(caller)),

  saveNoticeWishes: async ({ services, caller, body }) => {
    await saveWishes(services, actorOf(caller), body);
    return { ok: true } as const;
  },

  readImportance: ({ services, caller, params }) => readImportance(services.db, caller.workspaceId, params.id),

  markImportant: async ({ services, caller, params, body }) => {
    await markImportant(services.db, actorOf(caller), params.id, body.on);
    return { ok: true } as const;
  },

  listDevices: ({ services, caller }) => listDevices(services, actorOf(caller)),

  keepDevice: ({ services, caller, body }) => keepDevice(services.db, actorOf(caller), body),

  dropDevice: async ({ services, caller, params }) => {
    await dropDevice(services.db, actorOf(caller), params.id);
    return { ok: true } as const;
  },

  renewPushKeys: async ({ services, caller }) => {
    await renewKeys(services, actorOf(caller));
    return { ok: true } as const;
  },

  tryDevices: async ({ services, caller, tryAgainIn }) => {
    const wait = tryAgainIn(`push ${caller.memberId}`);
    if (wait !== null) throw tooMany(wait);
    await tryPush(services.db, actorOf(caller));
    return { ok: true } as const;
  },

  openLink: (call) =>
    opened(call, call.params.token, ({ mark, linked }) => show(call, mark, linked, { answer: call.query.answer })),

  answerLink: (call) =>
    opened(call, call.params.token, async ({ mark, linked }) => {
      const form = new URLSearchParams(Buffer.from(call.incoming.body).subarray(0, 20_000).toString("utf8"));
      const own = (form.get("own") ?? "").trim().slice(0, 600);
      const { act } = call.params;
      try {
        if (!storable(own)) throw conflict("not_text", unreadable);
        checkTicket(call.services.settings, mark, form.get("ticket") ?? "", linked.now);
        await answer(call, mark, linked, act, own);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const now = (await readLinked(call.services.db, mark)) ?? linked;
        const refused = { text: error.text, code: error.code };
        return { ...show(call, mark, now, { refused, own }), status: error.status };
      }
      const now = await readLinked(call.services.db, mark);
      return now === null ? gone(call) : show(call, mark, now, { later: act === "later" });
    }),

  showLinkPicture: async (call) => {
    const { services, params } = call;
    const mark = readLinkToken(services.settings, params.token);
    const caller = await whoIs(call);
    return inWorkspace(mark.workspaceId, async () => {
      const linked = await readLinked(services.db, mark);
      const others = linked !== null && caller !== null && caller.memberId !== linked.memberId;
      if (linked === null || others || !(await shows(services.db, mark, linked, params.id))) throw notFound();
      const { bytes, type } = await services.media.shown(mark.workspaceId, params.id, 1200);
      return { bytes, type, tag: tagOf(bytes) };
    });
  },
};

const shows = async (db: Db, { workspaceId }: LinkMark, { deliveryId }: Linked, id: string): Promise<boolean> => {
  const row = await db
    .selectFrom("medium_use")
    .select("medium_id")
    .where("workspace_id", "=", workspaceId)
    .where("delivery_id", "=", deliveryId)
    .where("medium_id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
};

/** Finds what a link is about, unless it is nobody's any more, or this browser is somebody else's. */
async function opened(
  call: Asked,
  token: string,
  work: (found: { mark: LinkMark; linked: Linked }) => Drawn | Promise<Drawn>,
) {
  const { services } = call;
  let mark: LinkMark;
  try {
    mark = readLinkToken(services.settings, token);
  } catch {
    return asFile(gone(call));
  }
  const caller = await whoIs(call);
  return inWorkspace(mark.workspaceId, async () => {
    const linked = await readLinked(services.db, mark);
    if (linked === null) return asFile(gone(call));
    if (caller !== null && caller.memberId !== linked.memberId) return asFile(somebodyElses(call, caller));
    return asFile(await work({ mark, linked }));
  });
}

async function answer(
  { services }: Pick<Call<"answerLink">, "services">,
  { workspaceId }: LinkMark,
  linked: Linked,
  act: Call<"answerLink">["params"]["act"],
  own: string,
): Promise<void> {
  const { memberId, deliveryId } = linked;
  const input = { workspaceId, memberId, deliveryId };
  const state = stateOf(linked);
  if (act === "publish") {
    // A link that ended, or a pause, answers nothing, however old the page is.
    if (state !== "waits") throw notWaiting();
    const { text } = firstPart(postOfRow(linked));
    await publishProposal(services, { ...input, undoSeconds, ...(own === "" ? {} : { text: `${own}\n\n${text}` }) });
  } else if (act === "no") {
    if (state !== "waits") throw notWaiting();
    await declineProposal(services, input);
  } else if (act === "undo") await recallProposal(services, input);
  else if (act === "again") await reconsiderProposal(services, input);
}

function show(
  { services, cookie }: Asked,
  mark: LinkMark,
  linked: Linked,
  more: Pick<View, "refused" | "later" | "own" | "answer">,
): Drawn {
  const { settings, nodes } = services;
  return drawLinked(
    { language: linked.language, theme: readerOf({ cookie }).theme },
    {
      ...{ linked, state: stateOf(linked), path: `/p/${linkToken(settings, mark)}`, ...more },
      ...{ ticket: ticketFor(settings, mark, linked.now), card: nodes.networks.get(linked.network)?.card },
    },
  );
}

const reader = ({ cookie, language }: Asked) =>
  ({ language: language ?? "en", theme: readerOf({ cookie }).theme }) as const;
const gone = (call: Asked): Drawn =>
  drawSentence(reader(call), { title: "gone", lead: "goneLead", to: { path: "/", label: "page" } }, 404);
const somebodyElses = (call: Asked, { name, language }: Caller): Drawn =>
  drawSentence(
    { ...reader(call), language },
    { title: "somebody", lead: "somebodyLead", values: { name }, to: { path: "/", label: "page" } },
    403,
  );

/** Whoever is signed in on this browser; a link needs nobody to be. */
async function whoIs({ auth, services, cookie }: Asked): Promise<Caller | null> {
  return findCaller(auth, services.db, cookie).then(
    ({ caller }) => caller,
    (error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    },
  );
}

const tagOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
const asFile = ({ bytes, policy, status, refresh }: Drawn) => ({
  ...{ bytes, policy, type: "text/html; charset=utf-8", tag: tagOf(bytes) },
  page: { status, ...(refresh === undefined ? {} : { refresh }) },
});

const notWaiting = () =>
  conflict("not_waiting", {
    en: "This proposal no longer waits for an answer: it was answered already, or its time is over.",
    fr: "Cette proposition n’attend plus de réponse : elle a déjà été traitée, ou son délai est dépassé.",
  });
const unreadable = { en: "This text cannot be read.", fr: "Ce texte est illisible." };
