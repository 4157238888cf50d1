import type { crisis } from "#server/api/crisis.ts";
import type { Sample } from "./sample.ts";

const words = () => ({ words: ["Rappel d’essai"] });

/** Of what is held for its words. */
export const crisisSamples: Record<keyof typeof crisis, Sample> = {
  readCrisis: { input: () => ({}) },
  previewHold: { input: () => ({ body: words() }) },
  beginHold: { input: () => ({ body: words() }) },
  liftHold: { input: ({ hold }) => ({ params: { number: hold } }) },
};
