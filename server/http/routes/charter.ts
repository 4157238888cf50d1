import { acceptCharter, listReceipts } from "../../charter/accept.ts";
import { publishCharter, saveDraft, withdrawCharter } from "../../charter/publish.ts";
import { readCharter, readDraft } from "../../charter/views.ts";
import { mailReceipt } from "../../charter/receipt-mail.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

type Names =
  | "getCharter"
  | "acceptCharter"
  | "listCharterReceipts"
  | "getCharterDraft"
  | "saveCharterDraft"
  | "publishCharter"
  | "withdrawCharter";

export const charterRoutes: Pick<Handlers, Names> = {
  getCharter: ({ services, caller }) => readCharter(services.db, actorOf(caller)),

  acceptCharter: async ({ services, caller, body }) => {
    const receipt = await acceptCharter(services.db, actorOf(caller), body);
    const mailed = await mailReceipt(services, caller, receipt);
    return { receipt, mailed: mailed ? caller.email : null };
  },

  listCharterReceipts: ({ services, caller }) => listReceipts(services.db, actorOf(caller)),

  getCharterDraft: ({ services, caller }) => readDraft(services.db, caller.workspaceId),

  saveCharterDraft: async ({ services, caller, body }) => ({
    revision: await saveDraft(services.db, actorOf(caller), body),
  }),

  publishCharter: async ({ services, caller, body }) => ({
    number: await publishCharter(services.db, actorOf(caller), body),
  }),

  withdrawCharter: async ({ services, caller }) => {
    await withdrawCharter(services.db, actorOf(caller));
    return { ok: true };
  },
};
