import { noTone } from "#engine/tone.ts";
import type { editorial } from "#server/api/editorial.ts";
import type { Sample } from "./sample.ts";

const named = () => ({ name: crypto.randomUUID(), description: "" });
/** Of the editorial line. */
export const editorialSamples: Record<keyof typeof editorial, Sample> = {
  editorialLine: { input: () => ({}) },
  changeEditorial: { input: () => ({ body: { ownShare: 60, ownSites: ["https://www.example.org/blog"] } }) },
  createAudience: { input: ({ topic }) => ({ body: { ...named(), topics: [topic], aims: [] } }), also: [422] },
  changeAudience: {
    input: ({ audience, objective, topic }) => ({
      params: { id: audience },
      body: { ...named(), topics: [topic], aims: [{ objective, note: "" }] },
    }),
  },
  deleteAudience: { input: ({ audience }) => ({ params: { id: audience } }) },
  createObjective: {
    input: ({ audience }) => ({ body: { ...named(), aims: [{ audience, note: "" }] } }),
    also: [422],
  },
  changeObjective: { input: ({ objective }) => ({ params: { id: objective }, body: named() }) },
  deleteObjective: { input: ({ objective }) => ({ params: { id: objective } }) },
  setAim: { input: ({ audience, objective }) => ({ body: { audience, objective, note: "bientôt" } }) },
  setSpeaker: { input: ({ topic }, { id }) => ({ body: { topic, member: id, speaks: true } }) },
  setTone: { input: () => ({ body: { network: "x", notes: "Nous.", rules: noTone } }) },
  toneNotes: { input: () => ({}) },
  editorialCoverage: { input: () => ({ query: { weeks: 4 } }) },
  mySpeaking: { input: () => ({}) },
  answerSpeaking: { input: ({ topic }) => ({ params: { id: topic }, body: { agrees: true } }), also: [404] },
};
