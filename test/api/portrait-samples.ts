import { randomUUID } from "node:crypto";
import type { portraits } from "#server/api/portraits.ts";
import type { Sample } from "./sample.ts";

const none = () => ({ params: { id: randomUUID() } });

/** Of portraits: there is none yet; what becomes of one is tried in the room's own test. */
export const portraitSamples: Record<keyof typeof portraits, Sample> = {
  listPortraits: { input: () => ({}) },
  getPortrait: { input: none, also: [404] },
  askPortrait: {
    input: (_things, member) => ({ body: { id: randomUUID(), to: member.id, questions: ["Que faites-vous ?"] } }),
    also: [404],
  },
  proposePortrait: { input: () => ({ ...none(), body: { revision: 1, words: "Inès éclaire." } }), also: [404] },
  promotePortrait: { input: none, also: [404] },
  endPortrait: { input: none, also: [404] },
  myPortraits: { input: () => ({}) },
  myPortrait: { input: none, also: [404] },
  answerPortrait: { input: () => ({ ...none(), body: { answers: ["J’éclaire."] } }), also: [404] },
  wishPortrait: { input: () => ({ ...none(), body: { revision: 1, wish: "Plus court." } }), also: [404] },
  agreePortrait: { input: () => ({ ...none(), body: { revision: 1, agreed: true } }), also: [404] },
  withdrawPortrait: { input: none, also: [404] },
};
