import { z } from "zod";
import type { Manifest } from "#engine/node.ts";

const config = z.strictObject({});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "as-written",
  kind: "target",
  version: 1,
  title: { en: "As written", fr: "Tel qu’écrit" },
  help: {
    en: "Sends a post of the library where its author said, and when: to the accounts that it names, and to ambassadors, each of whom decides as ever.",
    fr: "Envoie un billet de la bibliothèque là et quand son auteur l’a dit : aux comptes nommés, et aux ambassadeurs, qui décident comme toujours.",
  },
  icon: '<path d="M4 20l1-4L16 5l3 3L8 19z"/><path d="M14 7l3 3"/><path d="M13 20h7"/>',
  config,
  defaults: {},
  inputs: [{ id: "in", title: { en: "Posts", fr: "Billets" }, carries: "items" }],
  outputs: () => [],
  summary: () => ({ en: "where and when each one says", fr: "où et quand chacun le dit" }),
};
