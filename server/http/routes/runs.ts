import { getRun, listDrops, listRuns } from "../../run/views.ts";
import { wireItems } from "../../run/wires.ts";
import { sendDrop } from "../../run/again.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

export const runRoutes: Pick<Handlers, "listRuns" | "getRun" | "listDrops" | "wireItems" | "sendDrop"> = {
  listRuns: ({ services, caller, query }) => listRuns(services, caller.workspaceId, query),
  getRun: ({ services, caller, params }) => getRun(services, caller.workspaceId, params.id),
  listDrops: ({ services, caller, params, query }) => listDrops(services, caller.workspaceId, params.id, query),
  wireItems: ({ services, caller, params }) => wireItems(services, caller.workspaceId, params),
  sendDrop: async ({ services, caller, params }) => ({ id: await sendDrop(services, actorOf(caller), params.id) }),
};
