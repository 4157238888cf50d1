import { getRun, listDrops, listRuns } from "../../run/views.ts";
import type { Handlers } from "../call.ts";

export const runRoutes: Pick<Handlers, "listRuns" | "getRun" | "listDrops"> = {
  listRuns: ({ services, caller, query }) => listRuns(services, caller.workspaceId, query),
  getRun: ({ services, caller, params }) => getRun(services, caller.workspaceId, params.id),
  listDrops: ({ services, caller, params, query }) => listDrops(services, caller.workspaceId, params.id, query),
};
