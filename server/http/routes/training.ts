import { keepLesson, listTraining, readLesson } from "../../training/progress.ts";
import { readTrainingRule, saveTrainingRule } from "../../training/rule.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

type Names = "listTraining" | "readLesson" | "keepLesson" | "readTrainingRule" | "saveTrainingRule";

export const trainingRoutes: Pick<Handlers, Names> = {
  listTraining: ({ services, caller }) => listTraining(services, actorOf(caller)),

  readLesson: ({ services, caller, params }) => readLesson(services, actorOf(caller), params.name),

  keepLesson: ({ services, caller, params, body }) =>
    keepLesson(services, actorOf(caller), { name: params.name, step: body.step }),

  readTrainingRule: ({ services, caller }) => readTrainingRule(services.db, caller.workspaceId),

  saveTrainingRule: ({ services, caller, body }) => saveTrainingRule(services.db, actorOf(caller), body.first),
};
