import {
  changeEditorial,
  deleteThing,
  setAim,
  setTone,
  writeAudience,
  writeObjective,
} from "../../editorial/change.ts";
import { readCoverage } from "../../editorial/coverage.ts";
import { readLine, readTones } from "../../editorial/line.ts";
import { answerSpeaking, readSpeaking, setSpeaker } from "../../editorial/speaking.ts";
import type { editorial } from "../../api/editorial.ts";
import type { Handlers } from "../call.ts";

export const editorialRoutes: Pick<Handlers, keyof typeof editorial> = {
  editorialLine: ({ services, caller }) => readLine(services.db, caller.workspaceId),
  changeEditorial: async ({ services, caller, body }) => {
    await changeEditorial(services, caller, body);
    return readLine(services.db, caller.workspaceId);
  },
  createAudience: async ({ services, caller, body }) => {
    await writeAudience(services, caller, null, body);
    return readLine(services.db, caller.workspaceId);
  },
  changeAudience: async ({ services, caller, params, body }) => {
    await writeAudience(services, caller, params.id, body);
    return readLine(services.db, caller.workspaceId);
  },
  deleteAudience: async ({ services, caller, params }) => {
    await deleteThing(services, caller, "audience", params.id);
    return readLine(services.db, caller.workspaceId);
  },
  createObjective: async ({ services, caller, body }) => {
    await writeObjective(services, caller, null, body);
    return readLine(services.db, caller.workspaceId);
  },
  changeObjective: async ({ services, caller, params, body }) => {
    await writeObjective(services, caller, params.id, body);
    return readLine(services.db, caller.workspaceId);
  },
  deleteObjective: async ({ services, caller, params }) => {
    await deleteThing(services, caller, "objective", params.id);
    return readLine(services.db, caller.workspaceId);
  },
  setAim: async ({ services, caller, body }) => {
    await setAim(services, caller, body);
    return readLine(services.db, caller.workspaceId);
  },
  setSpeaker: async ({ services, caller, body }) => {
    await setSpeaker(services, caller, body);
    return readLine(services.db, caller.workspaceId);
  },
  setTone: async ({ services, caller, body }) => {
    await setTone(services, caller, body);
    return readLine(services.db, caller.workspaceId);
  },
  toneNotes: async ({ services, caller }) => ({ tones: await readTones(services.db, caller.workspaceId) }),
  editorialCoverage: ({ services, caller, query }) => readCoverage(services.db, caller.workspaceId, query.weeks),
  mySpeaking: ({ services, caller }) => readSpeaking(services.db, caller),
  answerSpeaking: async ({ services, caller, params, body }) => {
    await answerSpeaking(services, caller, params.id, body.agrees);
    return { ok: true };
  },
};
