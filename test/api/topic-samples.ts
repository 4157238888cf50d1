import type { topics } from "#server/api/topics.ts";
import type { Sample } from "./sample.ts";

/** Of what people follow, and the teams they belong to. */
export const topicSamples: Record<keyof typeof topics, Sample> = {
  listTopics: { input: () => ({}) },
  topicUse: { input: () => ({}) },
  createTopic: { input: () => ({ body: { name: crypto.randomUUID() } }), also: [422] },
  changeTopic: { input: ({ topic }) => ({ params: { id: topic }, body: { description: "Ce qui se construit" } }) },
  mergeTopic: { input: ({ topic }) => ({ params: { id: topic }, body: { into: crypto.randomUUID() } }), also: [404] },
  createTeam: { input: () => ({ body: { name: crypto.randomUUID() } }) },
  renameTeam: { input: ({ team }) => ({ params: { id: team }, body: { name: crypto.randomUUID() } }) },
  deleteTeam: { input: ({ team }) => ({ params: { id: team } }) },
  teamPeople: { input: ({ team }) => ({ params: { id: team } }) },
  changeTeamPeople: { input: ({ team }) => ({ params: { id: team }, body: { add: [] } }) },
  openTeams: { input: () => ({ body: { open: false } }) },
  myTopics: { input: () => ({}) },
  setMyTopics: { input: ({ topic }) => ({ body: { topics: [topic] } }) },
  setMyPlace: { input: () => ({ body: { place: "Lyon" } }) },
};
