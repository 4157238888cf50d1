import { z } from "zod";
import { afterError, afterMedium, afterUnreadable, readAnswer, unprepared, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { card } from "./card.ts";
import { afterFailure } from "./refusal.ts";
import { ask, authorOf, type Call, usualVersion } from "./rest.ts";
import { State, Upload } from "./wire.ts";

const { title } = card;

/** How long LinkedIn may work on a picture, and how long is waited between two looks, milliseconds. */
const patience = 5 * 60_000;
const pause = 2000;

/** What is kept between two steps: pictures that are there, in order (a card's own last), and the one that LinkedIn works on. */
const Progress = z.object({
  urns: z.array(z.string()),
  processing: z.object({ urn: z.string(), since: z.number() }).optional(),
  /** The card's picture could not be had: it does without. */
  bare: z.boolean().optional(),
});
type Progress = z.infer<typeof Progress>;

/** What `publish` needs of it. */
export const imageUrns = (prepared: unknown): string[] => (prepared === undefined ? [] : Progress.parse(prepared).urns);

/** The pictures that a part needs uploaded: its own, else that of its card. */
export const picturesOf = ({ media, card: shown }: Sending["part"]): readonly PostMedium[] =>
  media ?? (shown?.picture === undefined ? [] : [shown.picture]);

/** Uploads the pictures of a part, one at a step, so that what is there stays there whatever happens to us in between. */
export async function prepareMedia(
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  soFar: unknown,
): Promise<Prepared> {
  const progress: Progress = soFar === undefined ? { urns: [] } : Progress.parse(soFar);
  const pictures = picturesOf(part);
  if (pictures.length > card.limits.pictures || pictures.some(({ kind }) => kind !== "picture"))
    return { kind: "rejected", status: null, raw: "", reason: sentences.unfit };
  const { processing } = progress;
  const found =
    processing === undefined
      ? await upload(context, login, pictures[progress.urns.length]!)
      : await look(context, login, processing.urn);
  if ("kind" in found) {
    // A card does without its picture where that cannot be had.
    const bare = part.media === undefined && found.kind === "rejected";
    return bare ? { ...done, kind: "prepared", data: { urns: [], bare: true }, until: null } : found;
  }
  const one = processing ?? { urn: found.urn, since: context.now() };
  if (!found.ready && context.now() - one.since > patience)
    return { kind: "rejected", status: null, raw: "", reason: sentences.slow };
  const urns = found.ready ? [...progress.urns, one.urn] : progress.urns;
  const data: Progress = { urns, ...(found.ready ? {} : { processing: one }) };
  if (urns.length < pictures.length) return { ...done, kind: "waiting", data, again: found.ready ? 0 : pause };
  return { ...done, kind: "prepared", data, until: null };
}

const done = { status: 200, raw: "" };

type Found = { urn: string; ready: boolean };

async function upload(context: NetworkContext, login: Login, medium: PostMedium): Promise<Found | Prepared> {
  const file = await context.medium(medium, login.limits).catch((error: unknown) => afterMedium(error));
  if ("kind" in file) return file;
  const begun = await call(context, login, "/rest/images?action=initializeUpload", {
    method: "POST",
    body: { initializeUploadRequest: { owner: authorOf(login) } },
  });
  if ("kind" in begun) return begun;
  const made = Upload.safeParse(readJson(begun.body)).data?.value;
  if (made === undefined) return unprepared(afterUnreadable(title, begun, login.token));
  // The token goes along: to nobody but LinkedIn.
  if (!isLinkedIn(context, made.uploadUrl))
    return { kind: "rejected", status: null, raw: URL.parse(made.uploadUrl)?.host ?? "", reason: sentences.elsewhere };
  const put = await send(context, login, () =>
    context.fetch(made.uploadUrl, {
      method: "PUT",
      headers: { authorization: `Bearer ${login.token}`, "content-type": file.type },
      body: file.bytes,
    }),
  );
  if ("kind" in put) return put;
  return look(context, login, made.image);
}

/** Whether a picture is ready. A member's token may not ask: then it is taken as it is. */
async function look(context: NetworkContext, login: Login, urn: string): Promise<Found | Prepared> {
  const answer = await call(context, login, `/rest/images/${encodeURIComponent(urn)}`, {}, [403, 404]);
  if ("kind" in answer) return answer;
  if (answer.status !== 200) return { urn, ready: true };
  const state = State.safeParse(readJson(answer.body)).data?.status ?? "AVAILABLE";
  if (/FAILED/u.test(state)) return { kind: "rejected", status: 200, raw: state, reason: sentences.failed };
  return { urn, ready: state === "AVAILABLE" };
}

const call = (
  context: NetworkContext,
  login: Login,
  path: string,
  more: Omit<Call, "token">,
  also: readonly number[] = [],
): Promise<Answer | Prepared> =>
  send(context, login, null, () => ask(context, path, { token: login.token, ...more }), also);

/** An answer of 2xx (or of another status that is waited for), else what it means for preparing. */
async function send(
  context: NetworkContext,
  login: Login,
  raw: (() => ReturnType<NetworkContext["fetch"]>) | null,
  asked: (() => Promise<Answer>) | null = null,
  also: readonly number[] = [],
): Promise<Answer | Prepared> {
  let answer: Answer;
  try {
    answer = raw === null ? await asked!() : await readAnswer(await raw());
  } catch (error) {
    return unprepared(afterError(title, error, login.token));
  }
  if ((answer.status >= 200 && answer.status < 300) || also.includes(answer.status)) return answer;
  return unprepared(afterFailure(answer, login, { now: context.now(), version: context.version ?? usualVersion }));
}

/** LinkedIn's own hosts, or where the deployment redirected them to. */
function isLinkedIn(context: NetworkContext, address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  if (url.origin === URL.parse(context.apiBase)?.origin) return true;
  return url.protocol === "https:" && /(?:^|\.)(?:linkedin|licdn)\.com$/u.test(url.hostname);
}

const sentences = {
  unfit: {
    en: `LinkedIn takes up to ${card.limits.pictures} pictures in a post, and Relaymap sends it no videos yet.`,
    fr: `LinkedIn accepte jusqu’à ${card.limits.pictures} images par publication, et Relaymap ne lui envoie pas encore de vidéos.`,
  },
  slow: {
    en: "LinkedIn did not finish working on the picture.",
    fr: "LinkedIn n’a pas terminé le traitement de l’image.",
  },
  failed: { en: "LinkedIn could not make use of the picture.", fr: "LinkedIn n’a pas pu utiliser l’image." },
  elsewhere: {
    en: "The picture was to be uploaded to an address that is not LinkedIn’s. Nothing was sent there.",
    fr: "L’image devait être envoyée à une adresse qui n’est pas celle de LinkedIn. Rien n’y a été envoyé.",
  },
};
