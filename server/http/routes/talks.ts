import type { talks } from "../../api/talks.ts";
import { answerTalk, listTalks } from "../../talks/answer.ts";
import { myTalks, sayTalk, withdrawTalk } from "../../talks/say.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

const ok = { ok: true as const };

export const talkRoutes: Pick<Handlers, keyof typeof talks> = {
  myTalks: ({ services, caller }) => myTalks(services.db, actorOf(caller)),

  sayTalk: async ({ services, caller, body }) => {
    await sayTalk(services.db, actorOf(caller), body);
    return ok;
  },

  withdrawTalk: async ({ services, caller, params }) => {
    await withdrawTalk(services.db, actorOf(caller), params.id);
    return ok;
  },

  listTalks: ({ services, caller, query }) => listTalks(services, actorOf(caller), query),

  answerTalk: async ({ services, caller, params, body }) => {
    await answerTalk(services, actorOf(caller), params.id, body);
    return ok;
  },
};
