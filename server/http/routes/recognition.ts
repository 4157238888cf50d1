import type { recognition } from "../../api/recognition.ts";
import { tooMany } from "../../errors.ts";
import { listBadges, putBadge } from "../../recognition/badges.ts";
import {
  deleteThanks,
  listThanks,
  myThanks,
  showThanks,
  takeBackThanks,
  writeThanks,
} from "../../recognition/thanks.ts";
import { readRecognition, wishRecognition } from "../../recognition/wish.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

const ok = { ok: true as const };

export const recognitionRoutes: Pick<Handlers, keyof typeof recognition> = {
  readRecognition: ({ services, caller }) => readRecognition(services, actorOf(caller)),

  wishRecognition: async ({ services, caller, body }) => {
    await wishRecognition(services.db, actorOf(caller), body);
    return ok;
  },

  putBadge: async ({ services, caller, params, body }) => {
    await putBadge(services, actorOf(caller), params.name, body);
    return ok;
  },

  myThanks: ({ services, caller, query }) => myThanks(services.db, actorOf(caller), query),

  showThanks: async ({ services, caller, params, body }) => {
    await showThanks(services.db, actorOf(caller), params.id, body.shown);
    return ok;
  },

  deleteThanks: async ({ services, caller, params }) => {
    await deleteThanks(services.db, actorOf(caller), params.id);
    return ok;
  },

  listThanks: ({ services, caller, query }) => listThanks(services.db, actorOf(caller), query),

  listBadges: ({ services, caller, query }) => listBadges(services, caller.workspaceId, query),

  writeThanks: async ({ services, caller, body, takeAgainIn }) => {
    // By the writer, whoever they write to: a bound that knew what was kept would tell who takes part.
    const seconds = takeAgainIn(`thanks ${caller.memberId}`);
    if (seconds !== null) throw tooMany(seconds);
    await writeThanks(services.db, actorOf(caller), body);
    return ok;
  },

  takeBackThanks: async ({ services, caller, body }) => {
    await takeBackThanks(services.db, actorOf(caller), body.id);
    return ok;
  },
};
