import type { crisis } from "../../api/crisis.ts";
import { beginHold, liftHold } from "../../crisis/hold.ts";
import { askRecall, countPublished, listPublished, listRecall } from "../../crisis/recall.ts";
import { previewHold, readCrisis } from "../../crisis/views.ts";
import { removePost } from "../../ledger/removal.ts";
import type { Handlers } from "../call.ts";
import { ownDelivery } from "../delivery.ts";

export const crisisRoutes: Pick<Handlers, keyof typeof crisis> = {
  readCrisis: ({ services, caller }) => readCrisis(services.db, caller.workspaceId),
  previewHold: ({ services, caller, body }) => previewHold(services.db, caller.workspaceId, body.words),
  beginHold: ({ services, caller, body }) => beginHold(services, caller, body),
  liftHold: ({ services, caller, params }) => liftHold(services, caller, params.number),
  listPublished: ({ services, caller, params, query }) =>
    listPublished(services.db, caller.workspaceId, params.number, query),
  countPublished: ({ services, caller, params, query }) =>
    countPublished(services.db, caller.workspaceId, params.number, query.days),
  askRecall: ({ services, caller, params, body }) => askRecall(services, caller, params.number, body.days),
  listRecall: ({ services, caller }) => listRecall(services, caller),
  removePost: async ({ services, caller, params, body }) => {
    await ownDelivery(services, caller, params.id);
    const { workspaceId, memberId } = caller;
    return removePost(services, { workspaceId, memberId, deliveryId: params.id }, body.by);
  },
};
