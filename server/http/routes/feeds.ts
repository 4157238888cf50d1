import { feedAddress, readFeed, shownAccount } from "../../feeds/feed.ts";
import { readPicture } from "../../feeds/picture.ts";
import { retract } from "../../feeds/retract.ts";
import { beginReconnect } from "../../networks/connect/begin.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { seeDelivery } from "../delivery.ts";

type Names = "readFeed" | "readFeedPicture" | "feedAddress" | "renewFeed" | "retractDelivery";

export const feedRoutes: Pick<Handlers, Names> = {
  readFeed: ({ services, params }) => readFeed(services, params),

  readFeedPicture: ({ services, params }) => readPicture(services, params),

  feedAddress: async ({ services, caller, params }) => ({
    url: await feedAddress(services, caller.workspaceId, params.id),
  }),

  // Connecting it again makes a new secret, and notes who did it.
  renewFeed: async ({ services, caller, params }) => {
    const { name } = await shownAccount(services, caller.workspaceId, params.id);
    const who = { ...actorOf(caller), sessionId: caller.session.id };
    await beginReconnect(services, { ...who, accountId: params.id, fields: { name } });
    return { url: await feedAddress(services, caller.workspaceId, params.id) };
  },

  retractDelivery: async ({ services, caller, params }) => {
    await seeDelivery(services, caller, params.id);
    await retract(services, { ...actorOf(caller), deliveryId: params.id });
    return (await seeDelivery(services, caller, params.id)).detail;
  },
};
