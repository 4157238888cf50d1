import { notFound } from "../../errors.ts";
import { sendAgain } from "../../ledger/again.ts";
import { answerDelivery } from "../../ledger/answers.ts";
import { cancelDelivery } from "../../ledger/cancel.ts";
import { listStories } from "../../ledger/stories.ts";
import { countStories, getStory } from "../../ledger/story-view.ts";
import { listDeliveries } from "../../ledger/views.ts";
import { answerPicture } from "../../run/missing.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";
import { decides, ownDelivery, seeDelivery } from "../delivery.ts";

type Names =
  | "listStories"
  | "countStories"
  | "getStory"
  | "listDeliveries"
  | "getDelivery"
  | "answerDelivery"
  | "sendAgain"
  | "answerPicture"
  | "cancelDelivery";

export const deliveryRoutes: Pick<Handlers, Names> = {
  listDeliveries: async ({ services, caller, query }) => {
    const page = await listDeliveries(services.db, {
      ...query,
      workspaceId: caller.workspaceId,
      ...(caller.role === "ambassador" ? { ownerId: caller.memberId } : {}),
    });
    return { ...page, rows: page.rows.map((row) => facing(services, caller).about(row)) };
  },

  listStories: async ({ services, caller, query }) => {
    const page = await listStories(services.db, { ...query, workspaceId: caller.workspaceId });
    const { face, picture } = facing(services, caller);
    return {
      ...page,
      rows: page.rows.map((story) => ({
        ...story,
        picture: picture(story.picture),
        posts: story.posts.map((post) => ({ ...post, account: face(post.account) })),
      })),
    };
  },

  countStories: async ({ services, caller }) => await countStories(services.db, caller.workspaceId),

  getStory: async ({ services, caller, params }) => {
    const story = await getStory(services.db, caller.workspaceId, params.id);
    if (story === null) throw notFound();
    const { face, picture } = facing(services, caller);
    return {
      ...story,
      picture: picture(story.picture),
      posts: story.posts.map((post) => ({ ...post, account: face(post.account) })),
    };
  },

  getDelivery: async ({ services, caller, params }) => (await seeDelivery(services, caller, params.id)).detail,

  answerDelivery: async ({ services, caller, params, body }) => {
    // "It is not there, send again" may post on a person's account: that takes their own word.
    const look = body.answer === "absent" ? ownDelivery : seeDelivery;
    await look(services, caller, params.id);
    await answerDelivery(services, { ...actorOf(caller), deliveryId: params.id, ...body });
    return (await seeDelivery(services, caller, params.id)).detail;
  },

  sendAgain: async ({ services, caller, params }) => {
    const { ownerId } = await seeDelivery(services, caller, params.id);
    return {
      id: await sendAgain(services.db, { ...actorOf(caller), deliveryId: params.id, owner: decides(caller, ownerId) }),
    };
  },

  answerPicture: async ({ services, caller, params, body }) => {
    await seeDelivery(services, caller, params.id);
    await answerPicture(services, { ...actorOf(caller), deliveryId: params.id }, body.answer);
    return (await seeDelivery(services, caller, params.id)).detail;
  },

  cancelDelivery: async ({ services, caller, params }) => {
    await seeDelivery(services, caller, params.id);
    await cancelDelivery(services.db, { ...actorOf(caller), deliveryId: params.id });
    return (await seeDelivery(services, caller, params.id)).detail;
  },
};
