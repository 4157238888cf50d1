import type { survey } from "#server/api/survey.ts";
import type { Sample } from "./sample.ts";

const own = { ask: { en: "", fr: "Et le samedi ?" }, answer: { en: "", fr: "Jamais le samedi." } };

/** Of the anonymous survey, and of what is answered to objections. */
export const surveySamples: Record<keyof typeof survey, Sample> = {
  readSurvey: { input: () => ({}) },
  answerSurvey: {
    input: ({ round }) => ({
      params: { number: round },
      body: { fears: ["time"], wishes: ["choose"], ease: 3, leads: "no", words: "" },
    }),
    also: [409],
  },
  listSurveys: { input: () => ({}) },
  openSurvey: { input: () => ({ body: { stage: "before" } }), also: [409] },
  closeSurvey: { input: ({ round }) => ({ params: { number: round } }) },
  listObjections: { input: () => ({}) },
  // There is an end to how many a company has.
  addObjection: { input: () => ({ body: own }), also: [422] },
  changeObjection: { input: ({ objection }) => ({ params: { id: objection }, body: own }) },
  deleteObjection: { input: ({ objection }) => ({ params: { id: objection } }) },
};
