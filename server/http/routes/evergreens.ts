import type { evergreens } from "../../api/evergreens.ts";
import { addWording, endEvergreen, saveEvergreen } from "../../recycling/change.ts";
import { secondLives } from "../../recycling/proposals.ts";
import { listEvergreens } from "../../recycling/views.ts";
import type { Handlers } from "../call.ts";

export const evergreenRoutes: Pick<Handlers, keyof typeof evergreens> = {
  listEvergreens: ({ services, caller, query }) =>
    listEvergreens(services.db, { workspaceId: caller.workspaceId, networks: services.nodes.networks }, query),
  secondLives: ({ services, caller }) => secondLives(services.db, caller.workspaceId),
  saveEvergreen: ({ services, caller, params, body }) => saveEvergreen(services, caller, params.id, body),
  addWording: ({ services, caller, params, body }) => addWording(services, caller, params.id, body),
  endEvergreen: async ({ services, caller, params }) => {
    await endEvergreen(services, caller, params.id);
    return { ok: true };
  },
};
