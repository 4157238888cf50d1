import { randomUUID } from "node:crypto";
import type { talks } from "#server/api/talks.ts";
import type { Sample } from "./sample.ts";

/** Of who says that they already talk: nobody does yet; what comes of it is tried in the room's own test. */
export const talkSamples: Record<keyof typeof talks, Sample> = {
  myTalks: { input: () => ({}) },
  sayTalk: {
    input: () => ({
      body: { id: randomUUID(), address: `https://blog.example/${randomUUID()}`, words: "Mon carnet." },
    }),
    also: [422],
  },
  withdrawTalk: { input: () => ({ params: { id: randomUUID() } }), also: [404] },
  listTalks: { input: () => ({}) },
  answerTalk: { input: () => ({ params: { id: randomUUID() }, body: { answer: "ambassador" } }), also: [404] },
};
