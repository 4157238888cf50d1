import type { colleagues } from "../../api/colleagues.ts";
import { agreeToFollow, dropFollowed, stopFollowing } from "../../colleagues/agree.ts";
import { listFollowed, myFollowed } from "../../colleagues/views.ts";
import { tooMany } from "../../errors.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

export const colleagueRoutes: Pick<Handlers, keyof typeof colleagues> = {
  myFollowed: ({ services, caller }) => myFollowed(services.db, actorOf(caller)),

  agreeFollowed: ({ services, caller, body, takeAgainIn }) => {
    // Each try reads an address in the world.
    const seconds = takeAgainIn(`follow ${caller.memberId}`);
    if (seconds !== null) throw tooMany(seconds);
    return agreeToFollow(services, { ...actorOf(caller), language: caller.language }, body.address);
  },

  stopFollowed: async ({ services, caller, params }) => {
    await stopFollowing(services, actorOf(caller), params.id);
    return { ok: true };
  },

  listFollowed: ({ services, caller, query }) => listFollowed(services.db, caller.workspaceId, query),

  dropFollowed: async ({ services, caller, params }) => {
    await dropFollowed(services, actorOf(caller), params.id);
    return { ok: true };
  },
};
