import { changeTopic, createTopic } from "../../topics/change.ts";
import { followTopics } from "../../topics/follow.ts";
import { mergeTopic } from "../../topics/merge.ts";
import { readMine } from "../../topics/mine.ts";
import { listTopics, oneTopic } from "../../topics/views.ts";
import { readUse } from "../../topics/use.ts";
import { changePeople, createTeam, deleteTeam, openTeams, placeMyself, renameTeam } from "../../teams/change.ts";
import { listTeams, oneTeam, teamPeople } from "../../teams/read.ts";
import type { Handlers } from "../call.ts";

type Names =
  | "listTopics"
  | "topicUse"
  | "createTopic"
  | "changeTopic"
  | "mergeTopic"
  | "createTeam"
  | "renameTeam"
  | "deleteTeam"
  | "teamPeople"
  | "changeTeamPeople"
  | "openTeams"
  | "myTopics"
  | "setMyTopics"
  | "setMyPlace";

export const topicRoutes: Pick<Handlers, Names> = {
  listTopics: async ({ services, caller }) => ({
    rows: await listTopics(services.db, caller.workspaceId),
    teams: await listTeams(services.db, caller.workspaceId),
  }),

  topicUse: ({ services, caller }) => readUse(services.db, caller.workspaceId),

  createTopic: async ({ services, caller, body }) =>
    oneTopic(services.db, caller.workspaceId, await createTopic(services, caller, body)),

  changeTopic: async ({ services, caller, params, body }) => {
    await changeTopic(services, caller, params.id, body);
    return oneTopic(services.db, caller.workspaceId, params.id);
  },

  mergeTopic: async ({ services, caller, params, body }) => {
    await mergeTopic(services, caller, params.id, body.into);
    return oneTopic(services.db, caller.workspaceId, body.into);
  },

  createTeam: async ({ services, caller, body }) =>
    oneTeam(services.db, caller.workspaceId, await createTeam(services, caller, body.name)),

  renameTeam: async ({ services, caller, params, body }) => {
    await renameTeam(services, caller, params.id, body.name);
    return oneTeam(services.db, caller.workspaceId, params.id);
  },

  deleteTeam: async ({ services, caller, params }) => {
    await deleteTeam(services, caller, params.id);
    return { ok: true };
  },

  teamPeople: ({ services, caller, params, query }) => teamPeople(services.db, caller.workspaceId, params.id, query),

  changeTeamPeople: async ({ services, caller, params, body }) => {
    await changePeople(services, caller, params.id, body);
    return { ok: true };
  },

  openTeams: async ({ services, caller, body }) => {
    await openTeams(services, caller, body.open);
    return { ok: true };
  },

  myTopics: ({ services, caller }) => readMine(services.db, caller),

  setMyTopics: async ({ services, caller, body }) => {
    await followTopics(services, caller, body.topics);
    return { ok: true };
  },

  setMyPlace: async ({ services, caller, body }) => {
    await placeMyself(services, caller, body);
    return { ok: true };
  },
};
