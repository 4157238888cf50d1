import { randomUUID } from "node:crypto";
import type { mentors } from "#server/api/mentors.ts";
import type { Sample } from "./sample.ts";

/** Of first weeks, and of who helps whom with them. */
export const mentorSamples: Record<keyof typeof mentors, Sample> = {
  readTrack: { input: () => ({}) },
  hideTrack: { input: () => ({ body: { hidden: false } }) },
  readMentoring: { input: () => ({}) },
  offerMentor: { input: () => ({ body: { capacity: 2, reach: "Bureau 12" } }) },
  // Nobody offers it there: pairs and their ids are tried in rhythm.test.ts.
  askMentor: { input: () => ({ body: { mentor: randomUUID(), reach: "Poste 3" } }), also: [404, 409] },
  suggestPair: {
    input: (_things, member) => ({ body: { mentor: randomUUID(), newcomer: member.id } }),
    also: [404, 409],
  },
  listNewcomers: { input: () => ({}) },
  answerPair: { input: () => ({ params: { id: randomUUID() }, body: { reach: "Poste 3" } }), also: [404] },
  endPair: { input: () => ({ params: { id: randomUUID() } }), also: [404] },
  endMentor: { input: () => ({}) },
};
