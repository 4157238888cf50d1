import { viewCheck } from "../../inbox/check.ts";
import { pollSource } from "../../inbox/poll.ts";
import { getSource, listSources } from "../../inbox/sources.ts";
import type { Handlers } from "../call.ts";

export const sourceRoutes: Pick<Handlers, "listSources" | "checkSource" | "pollSource"> = {
  listSources: ({ services, caller, query }) => listSources(services, caller.workspaceId, query),

  checkSource: ({ services, caller, body }) => viewCheck(services, caller.workspaceId, body),

  pollSource: async ({ services, caller, params }) => {
    const { workspaceId } = caller;
    await getSource(services, workspaceId, params.id);
    await pollSource(services, { workspaceId, sourceId: params.id, force: true });
    return getSource(services, workspaceId, params.id);
  },
};
