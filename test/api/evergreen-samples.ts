import type { evergreens } from "#server/api/evergreens.ts";
import type { Sample } from "./sample.ts";

const rule = { gap: 60, months: [9], ends: "2028-12-31" };

/** Of what comes back. */
export const evergreenSamples: Record<keyof typeof evergreens, Sample> = {
  listEvergreens: { input: () => ({ query: { of: "returning" } }) },
  secondLives: { input: () => ({}) },
  saveEvergreen: { input: ({ evergreen }) => ({ params: { id: evergreen }, body: rule }) },
  addWording: {
    input: ({ evergreen }) => ({ params: { id: evergreen }, body: { text: `Autrement ${crypto.randomUUID()}` } }),
  },
  endEvergreen: { input: ({ evergreen }) => ({ params: { id: evergreen } }) },
};
