import { hash } from "node:crypto";
import { acceptAccount } from "../../accounts/handover/accept.ts";
import { endOffer, offerAccount } from "../../accounts/handover/offer.ts";
import { listHandovers, listHeirs } from "../../accounts/handover/views.ts";
import { lockSeen } from "../../accounts/owner.ts";
import { endTopic, pauseAll, resume, resumeAll, setMode } from "../../accounts/mode.ts";
import { listReceipts, receiptFile } from "../../accounts/receipts.ts";
import { changeAccount } from "../../accounts/settings.ts";
import { getAccount, listAccounts, type View } from "../../accounts/views.ts";
import { chooseAgain } from "../../networks/connect/again.ts";
import { beginReconnect } from "../../networks/connect/begin.ts";
import { disconnect } from "../../networks/grants/disconnect.ts";
import { forbidden } from "../../errors.ts";
import { audienceOf } from "../../measures/views.ts";
import type { z } from "zod";
import type { AccountRow } from "../../api/accounts.ts";
import { mapsWantPictures } from "../../maps/pictures.ts";
import { ableAccounts } from "../../networks/able.ts";
import { endsOf } from "../../networks/grants/ending.ts";
import type { Services } from "../../ports.ts";
import type { Caller } from "../caller.ts";
import { isTold } from "../delivery.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";
import { slowDown } from "./networks.ts";

type Names =
  | "listAccounts"
  | "getAccount"
  | "accountAudience"
  | "changeAccount"
  | "endTopicMode"
  | "listReceipts"
  | "downloadReceipts"
  | "setMode"
  | "resumeAccount"
  | "pauseMine"
  | "resumeMine"
  | "listHandovers"
  | "listHeirs"
  | "offerAccount"
  | "endOffer"
  | "acceptAccount"
  | "reconnectAccount"
  | "chooseAgain"
  | "disconnectAccount";

export const accountRoutes: Pick<Handlers, Names> = {
  listAccounts: async ({ services, caller, query }) => {
    const { rows, next } = await listAccounts(services.db, caller, query);
    return { rows: await told(services, caller, rows), next };
  },

  getAccount: async ({ services, caller, params }) =>
    (await told(services, caller, [await getAccount(services.db, caller, params.id)]))[0]!,

  accountAudience: async ({ services, caller, params }) => {
    await numbersOf(services, caller, params.id);
    return { rows: await audienceOf(services.db, caller.workspaceId, params.id) };
  },

  changeAccount: async ({ services, caller, params, body }) => {
    await changeAccount(services, caller, params.id, body);
    return (await told(services, caller, [await getAccount(services.db, caller, params.id)]))[0]!;
  },

  setMode: async ({ services, caller, params, body }) => {
    await setMode(services, caller, params.id, body);
    return (await told(services, caller, [await getAccount(services.db, caller, params.id)]))[0]!;
  },

  endTopicMode: async ({ services, caller, params }) => {
    await endTopic(services, caller, params.id, params.topic);
    return (await told(services, caller, [await getAccount(services.db, caller, params.id)]))[0]!;
  },

  listReceipts: ({ services, caller, query }) => listReceipts(services.db, caller, query),

  downloadReceipts: async ({ services, caller, query }) => {
    const bytes = await receiptFile(services.db, caller, query.as);
    const type = query.as === "json" ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
    return { bytes, type, tag: hash("sha256", bytes, "base64url") };
  },

  resumeAccount: async ({ services, caller, params }) => {
    await resume(services, caller, params.id);
    return (await told(services, caller, [await getAccount(services.db, caller, params.id)]))[0]!;
  },

  pauseMine: async ({ services, caller, body }) => ({ accounts: await pauseAll(services, caller, body.until) }),

  resumeMine: async ({ services, caller }) => ({ accounts: await resumeAll(services, caller) }),

  listHandovers: async ({ services, caller }) => ({
    rows: (await listHandovers(services.db, caller)).map(facing(services, caller).face),
  }),

  listHeirs: async ({ services, caller, params }) => ({ rows: await listHeirs(services.db, caller, params.id) }),

  offerAccount: async ({ services, caller, params, body }) => {
    await offerAccount(services, caller, params.id, body);
    return { ok: true };
  },

  endOffer: async ({ services, caller, params }) => {
    await endOffer(services, caller, params.id);
    return { ok: true };
  },

  acceptAccount: async ({ services, caller, params }) => {
    await acceptAccount(services, caller, params.id);
    return { ok: true };
  },

  reconnectAccount: ({ services, caller, params, body, tryAgainIn }) => {
    if (body.fields !== undefined) slowDown(tryAgainIn, caller.memberId);
    return beginReconnect(services, {
      ...actorOf(caller),
      sessionId: caller.session.id,
      accountId: params.id,
      ...(body.fields === undefined ? {} : { fields: body.fields }),
    });
  },

  chooseAgain: async ({ services, caller, params }) => ({
    choiceId: await chooseAgain(services, { ...actorOf(caller), sessionId: caller.session.id, accountId: params.id }),
  }),

  disconnectAccount: async ({ services, caller, params }) => {
    const account = await services.db.transaction().execute((trx) => lockSeen(trx, caller, params.id));
    // Its owner leaves when they like; an admin may also take an account away, for somebody who left the company.
    if (caller.role !== "admin" && account.member_id !== caller.memberId)
      throw forbidden({
        en: "Only its owner or an administrator can disconnect this account.",
        fr: "Seul son propriétaire ou un administrateur peut déconnecter ce compte.",
      });
    await disconnect(services, { ...actorOf(caller), accountId: params.id });
    return { ok: true };
  },
};

/** An account whose numbers the caller may see. How many follow a person, and how their posts do, is their own business. Throws 403, 404. */
export async function numbersOf(services: Services, caller: Caller, id: string): Promise<View> {
  const account = await getAccount(services.db, caller, id);
  if (!isTold(caller, account.member?.id ?? null))
    throw forbidden({
      en: "Only its owner sees the numbers of this account.",
      fr: "Seul son propriétaire voit les chiffres de ce compte.",
    });
  return account;
}

/** Accounts with their faces, whether they still post words only, and which have to be connected again soon. */
async function told(services: Services, caller: Caller, rows: View[]): Promise<z.infer<typeof AccountRow>[]> {
  const { workspaceId } = caller;
  const wanted = rows.length > 0 && (await mapsWantPictures(services.db, workspaceId));
  const ids = rows.map(({ id }) => id);
  const able = wanted ? await ableAccounts(services.db, services, workspaceId, ids) : new Map<string, boolean>();
  const { face } = facing(services, caller);
  const ends = await endsOf(services.db, services.nodes, workspaceId, ids);
  return rows.map((row) => ({
    ...face(row),
    wordsOnly: able.get(row.id) === false,
    accessEndsAt: ends.get(row.id) ?? null,
  }));
}
