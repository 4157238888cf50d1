import type { suggestions } from "#server/api/suggestions.ts";
import type { Sample } from "./sample.ts";

/** Of what people bring in, and who answers it. */
export const suggestionSamples: Record<keyof typeof suggestions, Sample> = {
  suggestionForm: { input: () => ({}) },
  keepSuggestionPicture: { input: () => ({ body: "none", headers: { "content-type": "image/jpeg" } }), also: [422] },
  shareSuggestion: {
    input: () => ({ body: "title=Bonjour", headers: { "content-type": "application/x-www-form-urlencoded" } }),
    also: [303],
  },
  lookAtSuggestionLink: { input: () => ({ body: { link: "no address" } }) },
  suggest: {
    input: () => ({ body: { id: crypto.randomUUID(), kind: "idea", body: "Parlons du tram", boxes: [] } }),
    also: [429],
  },
  listMySuggestions: { input: () => ({}) },
  agreeToSuggestion: {
    input: (things) => ({
      params: { id: things.suggestion },
      body: { agree: true, proposed: { title: "", body: "", alt: "" } },
    }),
    also: [409],
  },
  withdrawSuggestion: { input: (things) => ({ params: { id: things.suggestion } }) },
  listSuggestions: { input: () => ({ query: { of: "waiting" } }) },
  answerSuggestion: {
    input: (things) => ({ params: { id: things.suggestion }, body: { answer: "decline", word: "Pas cette fois" } }),
  },
  getSuggestionSettings: { input: () => ({}) },
  setSuggestionSettings: { input: () => ({ body: { trustAfter: 3 } }) },
  trustSuggester: { input: (_, member) => ({ params: { id: member.id }, body: { trusted: false } }) },
};
