import { answerSurvey, readSurvey } from "../../survey/answer.ts";
import { addObjection, changeObjection, deleteObjection, listObjections } from "../../survey/objections.ts";
import { closeSurvey, listSurveys, openSurvey } from "../../survey/round.ts";
import type { survey } from "../../api/survey.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

export const surveyRoutes: Pick<Handlers, keyof typeof survey> = {
  readSurvey: ({ services, caller }) => readSurvey(services.db, actorOf(caller)),

  answerSurvey: async ({ services, caller, params, body }) => {
    await answerSurvey(services.db, actorOf(caller), params.number, body);
    return { ok: true };
  },

  listSurveys: ({ services, caller }) => listSurveys(services.db, caller.workspaceId),

  openSurvey: ({ services, caller, body }) => openSurvey(services, actorOf(caller), body.stage),

  closeSurvey: async ({ services, caller, params }) => {
    await closeSurvey(services.db, actorOf(caller), params.number);
    return { ok: true };
  },

  listObjections: ({ services, caller }) => listObjections(services.db, caller.workspaceId),

  addObjection: ({ services, caller, body }) => addObjection(services.db, actorOf(caller), body),

  changeObjection: async ({ services, caller, params, body }) => {
    await changeObjection(services.db, actorOf(caller), params.id, body);
    return { ok: true };
  },

  deleteObjection: async ({ services, caller, params }) => {
    await deleteObjection(services.db, actorOf(caller), params.id);
    return { ok: true };
  },
};
