import type { colleagues } from "#server/api/colleagues.ts";
import type { Sample } from "./sample.ts";

/** Of public accounts that people let the company follow. */
export const colleagueSamples: Record<keyof typeof colleagues, Sample> = {
  myFollowed: { input: () => ({}) },
  // The guard lets nobody read there: nothing is looked up.
  agreeFollowed: { input: () => ({ body: { address: "http://127.0.0.1:9/feed.xml", agreed: true } }), also: [422] },
  stopFollowed: { input: ({ followed }) => ({ params: { id: followed } }) },
  listFollowed: { input: () => ({}) },
  dropFollowed: { input: ({ followed }) => ({ params: { id: followed } }) },
};
