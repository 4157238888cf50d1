import { z } from "zod";
import { byId, done, editors, everyone, paged, paging, route, uuid } from "./route.ts";

const name = z.string().trim().min(1).max(80);
const colour = z.number().int().min(1).max(5);
const description = z.string().trim().max(400);

export const TopicRow = z.strictObject({
  id: uuid,
  /** Its first name, which never changes: what deliveries, consents and maps call it. */
  key: z.string(),
  name: z.string(),
  colour,
  description: z.string(),
  /** Offered to nobody any more; who follows it still does. */
  archived: z.boolean(),
  /** Every name that it has or had, folded (engine/topic.ts): maps may say any of them. */
  names: z.array(z.string()),
});

export const TeamRow = z.strictObject({
  id: uuid,
  /** What maps call it, whatever it is called later. */
  key: z.string(),
  name: z.string(),
});

/** Of a count of people: null where the workspace keeps such counts from others because the group is small. */
const people = z.number().int().nullable();

/** What people follow, and the groups they belong to. */
export const topics = {
  listTopics: route({
    method: "GET",
    path: "/api/topics",
    access: everyone,
    summary: "The workspace's topics, those that are archived among them, and its teams",
    reply: z.strictObject({ rows: z.array(TopicRow), teams: z.array(TeamRow) }),
  }),
  topicUse: route({
    method: "GET",
    path: "/api/topics/use",
    access: editors,
    summary: "How many follow each topic, which maps name it, and who may feed it; how many belong to each team",
    reply: z.strictObject({
      topics: z.array(
        z.strictObject({
          id: uuid,
          followers: people,
          /** Nobody takes it at all: what maps bring there comes to nobody. */
          unfollowed: z.boolean(),
          maps: z.array(z.strictObject({ id: uuid, name: z.string(), live: z.boolean() })),
          /** Empty: everybody who draws maps. */
          feeders: z.array(z.strictObject({ id: uuid, name: z.string() })),
        }),
      ),
      teams: z.array(z.strictObject({ id: uuid, people })),
      /** People who never chose topics take everything. */
      open: people,
      teamsOpen: z.boolean(),
      /** Whom a topic can be given to: people who draw maps, and ambassadors by name. */
      members: z.array(z.strictObject({ id: uuid, name: z.string() })),
    }),
  }),
  createTopic: route({
    method: "POST",
    path: "/api/topics",
    access: editors,
    summary: "A new topic; 409 where one has or had that name",
    body: z.strictObject({ name, colour: colour.optional(), description: description.optional() }),
    reply: TopicRow,
  }),
  changeTopic: route({
    method: "PATCH",
    path: "/api/topics/:id",
    access: editors,
    summary: "Rename, colour, describe or archive a topic, or say who may feed it (nobody: everybody who draws maps)",
    params: byId,
    body: z.strictObject({
      name: name.optional(),
      colour: colour.optional(),
      description: description.optional(),
      archived: z.boolean().optional(),
      feeders: z.array(uuid).max(50).optional(),
    }),
    reply: TopicRow,
  }),
  mergeTopic: route({
    method: "POST",
    path: "/api/topics/:id/merge",
    access: editors,
    summary:
      "Make a topic part of another: its names, its followers and the stricter of what people chose for either go there",
    params: byId,
    body: z.strictObject({ into: uuid }),
    reply: TopicRow,
  }),
  createTeam: route({
    method: "POST",
    path: "/api/teams",
    access: editors,
    summary: "A new team",
    body: z.strictObject({ name }),
    reply: TeamRow,
  }),
  renameTeam: route({
    method: "PATCH",
    path: "/api/teams/:id",
    access: editors,
    summary: "Call a team otherwise; maps that name it go on",
    params: byId,
    body: z.strictObject({ name }),
    reply: TeamRow,
  }),
  deleteTeam: route({
    method: "DELETE",
    path: "/api/teams/:id",
    access: editors,
    summary: "Delete a team; its people stay, and maps that name it reach nobody by it",
    params: byId,
    reply: done,
  }),
  teamPeople: route({
    method: "GET",
    path: "/api/teams/:id/people",
    access: editors,
    summary: "Everybody by name, and whether they belong to this team",
    params: byId,
    query: paging.extend({ search: z.string().max(200).optional() }),
    reply: paged(z.strictObject({ id: uuid, name: z.string(), place: z.string(), member: z.boolean() })),
  }),
  changeTeamPeople: route({
    method: "PUT",
    path: "/api/teams/:id/people",
    access: editors,
    summary: "Put people into a team and take others out",
    params: byId,
    body: z.strictObject({ add: z.array(uuid).max(500).default([]), remove: z.array(uuid).max(500).default([]) }),
    reply: done,
  }),
  openTeams: route({
    method: "PUT",
    path: "/api/teams/open",
    access: editors,
    summary: "Whether people choose their teams themselves",
    body: z.strictObject({ open: z.boolean() }),
    reply: done,
  }),
  myTopics: route({
    method: "GET",
    path: "/api/me/topics",
    access: everyone,
    summary: "The topics that one can follow and those that one follows, one's teams and place",
    reply: z.strictObject({
      rows: z.array(
        TopicRow.omit({ names: true, archived: true }).extend({
          follows: z.boolean(),
        }),
      ),
      /** Else one takes everything. */
      chosen: z.boolean(),
      /** What live maps brought before ambassadors in the last 30 days: how many items under which topics; no topics: before everybody. */
      ways: z.array(z.strictObject({ topics: z.array(uuid), month: z.number().int() })),
      teams: z.array(TeamRow.extend({ member: z.boolean() })),
      /** One chooses one's teams oneself. */
      teamsOpen: z.boolean(),
      place: z.string(),
    }),
  }),
  setMyTopics: route({
    method: "PUT",
    path: "/api/me/topics",
    access: everyone,
    summary: "Follow these topics and no others; none is none",
    body: z.strictObject({ topics: z.array(uuid).max(200) }),
    reply: done,
  }),
  setMyPlace: route({
    method: "PUT",
    path: "/api/me/place",
    access: everyone,
    summary: "Where one works, and, where the workspace lets people choose, one's teams",
    body: z.strictObject({ place: z.string().trim().max(80).optional(), teams: z.array(uuid).max(50).optional() }),
    reply: done,
  }),
} as const;
