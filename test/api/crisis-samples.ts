import type { crisis } from "#server/api/crisis.ts";
import type { Sample } from "./sample.ts";

const words = () => ({ words: ["Rappel d’essai"] });

/** Of what is held for its words. */
export const crisisSamples: Record<keyof typeof crisis, Sample> = {
  readCrisis: { input: () => ({}) },
  previewHold: { input: () => ({ body: words() }) },
  beginHold: { input: () => ({ body: words() }) },
  listPublished: { input: ({ hold }) => ({ params: { number: hold } }) },
  countPublished: { input: ({ hold }) => ({ params: { number: hold } }) },
  askRecall: { input: ({ hold }) => ({ params: { number: hold }, body: { days: 30 } }) },
  listRecall: { input: () => ({}) },
  removePost: { input: ({ delivery }) => ({ params: { id: delivery }, body: { by: "hand" } }), also: [409] },
  liftHold: { input: ({ hold }) => ({ params: { number: hold } }) },
};
