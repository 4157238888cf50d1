import { randomUUID } from "node:crypto";
import type { recognition } from "#server/api/recognition.ts";
import type { Sample } from "./sample.ts";

/** Of thanks and badges: there are none yet; what becomes of them is tried in the room's own test. */
export const recognitionSamples: Record<keyof typeof recognition, Sample> = {
  readRecognition: { input: () => ({}) },
  wishRecognition: { input: () => ({ body: { on: true, badgesShown: false } }) },
  putBadge: { input: () => ({ params: { name: "mentor" }, body: { away: true } }), also: [404] },
  myThanks: { input: () => ({}) },
  showThanks: { input: () => ({ params: { id: randomUUID() }, body: { shown: true } }), also: [404] },
  deleteThanks: { input: () => ({ params: { id: randomUUID() } }), also: [404] },
  listThanks: { input: () => ({}) },
  listBadges: { input: () => ({}) },
  writeThanks: {
    input: (_things, member) => ({
      body: { id: randomUUID(), to: member.id, kind: "brief", thing: "La visite", words: "Merci pour ce film." },
    }),
    also: [404, 429],
  },
  takeBackThanks: { input: () => ({ body: { id: randomUUID() } }) },
};
