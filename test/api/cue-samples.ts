import type { cues } from "#server/api/cues.ts";
import type { Sample } from "./sample.ts";

let count = 0;

/** Of posts that colleagues are asked to comment on. */
export const cueSamples: Record<keyof typeof cues, Sample> = {
  listMyCues: { input: () => ({}) },
  wantCues: { input: () => ({ body: { wanted: true } }) },
  getMyCue: { input: ({ cue }) => ({ params: { id: cue } }) },
  answerMyCue: { input: ({ cue }) => ({ params: { id: cue }, body: { answer: "done" } }) },
  listCues: { input: () => ({}) },
  // The guard lets nobody read there: nothing is looked up.
  lookCue: { input: () => ({ body: { address: "http://127.0.0.1:9/post" } }), also: [429] },
  openCue: {
    input: () => ({ body: { address: `http://127.0.0.1:9/post/${(count += 1)}`, title: "Le chantier" } }),
    also: [429],
  },
  endCue: { input: ({ cue }) => ({ params: { id: cue } }) },
};
