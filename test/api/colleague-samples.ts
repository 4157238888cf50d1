import type { colleagues } from "#server/api/colleagues.ts";
import type { Sample } from "./sample.ts";

/** Of public accounts that people let the company follow. */
export const colleagueSamples: Record<keyof typeof colleagues, Sample> = {
  myFollowed: { input: () => ({}) },
  // No such page answers here.
  agreeFollowed: { input: () => ({ body: { address: "https://blog.invalid", agreed: true } }), also: [422] },
  stopFollowed: { input: ({ followed }) => ({ params: { id: followed } }) },
  listFollowed: { input: () => ({}) },
  dropFollowed: { input: ({ followed }) => ({ params: { id: followed } }) },
};
