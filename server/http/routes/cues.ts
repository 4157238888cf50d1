import type { cues } from "../../api/cues.ts";
import { tooMany } from "../../errors.ts";
import { endCue, lookCue, openCue } from "../../cues/change.ts";
import { answerMyCue, getMyCue, listMyCues, wantCues } from "../../cues/mine.ts";
import { listCues } from "../../cues/views.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";

const ok = { ok: true } as const;

export const cueRoutes: Pick<Handlers, keyof typeof cues> = {
  listMyCues: ({ services, caller, query }) => listMyCues(services, actorOf(caller), facing(services, caller), query),

  wantCues: async ({ services, caller, body }) => {
    await wantCues(services.db, actorOf(caller), body.wanted);
    return ok;
  },

  getMyCue: ({ services, caller, params }) => getMyCue(services, actorOf(caller), facing(services, caller), params.id),

  answerMyCue: ({ services, caller, params, body }) =>
    answerMyCue(services, actorOf(caller), facing(services, caller), params.id, body),

  listCues: ({ services, caller, query }) => listCues(services.db, caller.workspaceId, facing(services, caller), query),

  lookCue: ({ services, caller, body, takeAgainIn }) => {
    // Each try reads an address in the world.
    const seconds = takeAgainIn(`look ${caller.memberId}`);
    if (seconds !== null) throw tooMany(seconds);
    return lookCue(services, actorOf(caller), body.address);
  },

  openCue: ({ services, caller, body, takeAgainIn }) => {
    const seconds = takeAgainIn(`look ${caller.memberId}`);
    if (seconds !== null) throw tooMany(seconds);
    return openCue(services, actorOf(caller), body);
  },

  endCue: async ({ services, caller, params }) => {
    await endCue(services, actorOf(caller), params.id);
    return ok;
  },
};
