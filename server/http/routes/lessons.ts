import type { lessons } from "../../api/lessons.ts";
import {
  createOwnLesson,
  deleteOwnLesson,
  listOwnLessons,
  publishOwnLesson,
  readOwnLesson,
  requireOwnLesson,
  saveOwnLesson,
  withdrawOwnLesson,
} from "../../training/own.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

const ok = { ok: true as const };

export const lessonRoutes: Pick<Handlers, keyof typeof lessons> = {
  listOwnLessons: ({ services, caller }) => listOwnLessons(services.db, caller.workspaceId),

  readOwnLesson: ({ services, caller, params }) => readOwnLesson(services.db, caller.workspaceId, params.id),

  createOwnLesson: ({ services, caller, body }) => createOwnLesson(services.db, actorOf(caller), body.content),

  saveOwnLesson: ({ services, caller, params, body }) => saveOwnLesson(services.db, actorOf(caller), params.id, body),

  publishOwnLesson: async ({ services, caller, params, body }) => {
    await publishOwnLesson(services.db, actorOf(caller), params.id, body.revision);
    return ok;
  },

  withdrawOwnLesson: async ({ services, caller, params }) => {
    await withdrawOwnLesson(services.db, actorOf(caller), params.id);
    return ok;
  },

  requireOwnLesson: async ({ services, caller, params, body }) => {
    await requireOwnLesson(services.db, actorOf(caller), params.id, body.required);
    return ok;
  },

  deleteOwnLesson: async ({ services, caller, params }) => {
    await deleteOwnLesson(services.db, actorOf(caller), params.id);
    return ok;
  },
};
