import type { briefs } from "#server/api/briefs.ts";
import type { Sample } from "./sample.ts";
import type { Things } from "./things.ts";

const said = {
  ...{ kind: "film" as const, title: "Une visite", wanted: "Filmer le chantier.", effort: "une heure", lastDay: null },
  ...{ help: { text: "", picture: "Hugo", technique: "" }, campaign: null, topic: null, team: null, people: [] },
};
const offer = ({ brief, volunteer }: Things) => ({ id: brief, member: volunteer });

/** Of what volunteers are asked: the owner of the things offered, and nothing is agreed yet. */
export const briefSamples: Record<keyof typeof briefs, Sample> = {
  listBriefs: { input: ({ campaign }) => ({ query: { of: "open", campaign } }) },
  briefPeople: { input: () => ({}) },
  getBrief: { input: ({ brief }) => ({ params: { id: brief } }) },
  saveBrief: { input: ({ brief }) => ({ params: { id: brief }, body: { revision: 1, ...said } }) },
  turnBrief: { input: ({ brief }) => ({ params: { id: brief }, body: { revision: 1, state: "closed" } }) },
  deleteBrief: { input: ({ brief }) => ({ params: { id: brief }, query: { revision: 1 } }), also: [409] },
  answerOffer: { input: (things) => ({ params: offer(things), body: { revision: 2, answer: "agree" } }) },
  promoteOffer: { input: (things) => ({ params: offer(things) }), also: [409] },
  listAsked: { input: () => ({}) },
  getAsked: { input: ({ brief }) => ({ params: { id: brief } }) },
  answerAsked: { input: ({ brief }) => ({ params: { id: brief }, body: { answer: "no" } }) },
  endAsked: { input: ({ brief }) => ({ params: { id: brief }, body: {} }), also: [409] },
  finishAsked: { input: ({ brief }) => ({ params: { id: brief }, body: { words: "Voilà." } }), also: [409] },
  promoteAsked: { input: ({ brief }) => ({ params: { id: brief } }), also: [409] },
};
