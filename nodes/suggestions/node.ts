import { z } from "zod";
import type { Manifest } from "#engine/node.ts";

const config = z.strictObject({});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "suggestions",
  kind: "source",
  version: 1,
  title: { en: "Suggestions", fr: "Suggestions" },
  help: {
    en: "What colleagues bring in on “Suggest” and a manager accepted: photos, links, texts, testimonials. Their topic comes as a category, their author where they want to be named. A map that runs every so many minutes runs as soon as one is accepted.",
    fr: "Ce que les collègues apportent dans « Suggérer » et qu’un responsable a accepté : photos, liens, textes, témoignages. Leur thème arrive comme catégorie, et l’auteur s’il souhaite être nommé. Une carte exécutée à intervalle régulier l’est dès qu’une suggestion est acceptée.",
  },
  icon: '<path d="M4 5a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-6l-4 4v-4H6a2 2 0 0 1-2-2z"/><path d="M12 7v6"/><path d="M9 10h6"/>',
  config,
  defaults: {},
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Accepted", fr: "Acceptées" }, carries: "items" }],
  summary: () => ({ en: "what colleagues bring in", fr: "ce que les collègues apportent" }),
  receives: "people",
};
