import { renewAddress, sourceAddress } from "../../inbox/address.ts";
import { viewCheck } from "../../inbox/check.ts";
import { pollSource } from "../../inbox/poll.ts";
import { receive } from "../../inbox/receive.ts";
import { getSource, listSources } from "../../inbox/sources.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";

type Names = "listSources" | "checkSource" | "pollSource" | "sourceAddress" | "renewAddress" | "receive";

export const sourceRoutes: Pick<Handlers, Names> = {
  listSources: ({ services, caller, query }) => listSources(services, caller.workspaceId, query),

  checkSource: async ({ services, caller, body }) => {
    const { items, ...view } = await viewCheck(services, caller.workspaceId, body);
    return { ...view, items: items.map(facing(services, caller).item) };
  },

  pollSource: async ({ services, caller, params }) => {
    const { workspaceId } = caller;
    await getSource(services, workspaceId, params.id);
    await pollSource(services, { workspaceId, sourceId: params.id, force: true });
    return getSource(services, workspaceId, params.id);
  },

  sourceAddress: ({ services, caller, body }) => sourceAddress(services, actorOf(caller), body),

  renewAddress: ({ services, caller, params }) => renewAddress(services, actorOf(caller), params.id),

  receive: ({ services, params, incoming, takeAgainIn }) => receive(services, params.address, incoming, takeAgainIn),
};
