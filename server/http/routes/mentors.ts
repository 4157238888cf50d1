import type { mentors } from "../../api/mentors.ts";
import {
  answerPair,
  askMentor,
  endMentor,
  endPair,
  listNewcomers,
  offerMentor,
  readMentoring,
  suggestPair,
} from "../../mentors/pairs.ts";
import { hideTrack, readTrack } from "../../mentors/track.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

const ok = { ok: true as const };

export const mentorRoutes: Pick<Handlers, keyof typeof mentors> = {
  readTrack: ({ services, caller }) => readTrack(services.db, actorOf(caller)),

  hideTrack: async ({ services, caller, body }) => {
    await hideTrack(services.db, actorOf(caller), body.hidden);
    return ok;
  },

  readMentoring: ({ services, caller }) => readMentoring(services.db, actorOf(caller)),

  offerMentor: async ({ services, caller, body }) => {
    await offerMentor(services.db, actorOf(caller), body);
    return ok;
  },

  endMentor: async ({ services, caller }) => {
    await endMentor(services.db, actorOf(caller));
    return ok;
  },

  askMentor: ({ services, caller, body }) => askMentor(services.db, actorOf(caller), body),

  answerPair: async ({ services, caller, params, body }) => {
    await answerPair(services.db, actorOf(caller), params.id, body);
    return ok;
  },

  endPair: async ({ services, caller, params }) => {
    await endPair(services.db, actorOf(caller), params.id);
    return ok;
  },

  listNewcomers: ({ services, caller }) => listNewcomers(services.db, caller.workspaceId),

  suggestPair: async ({ services, caller, body }) => {
    await suggestPair(services.db, actorOf(caller), body);
    return ok;
  },
};
