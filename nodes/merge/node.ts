import { z } from "zod";
import type { Manifest } from "#engine/node.ts";

const config = z.strictObject({});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "merge",
  kind: "flow",
  version: 1,
  title: { en: "Merge", fr: "Réunion" },
  help: {
    en: "Brings several wires together into one. An item that comes over two of them goes on once, as the wire drawn first brought it.",
    fr: "Réunit plusieurs liens en un seul. Une nouvelle arrivée par deux liens ne continue qu’une fois, telle que le premier lien tracé l’a apportée.",
  },
  icon: '<path d="M3 6h6l6 6h6"/><path d="M3 18h6l6-6"/>',
  config,
  defaults: {},
  inputs: [
    {
      id: "in",
      title: { en: "Items, from any number of wires", fr: "Nouvelles, de plusieurs liens" },
      carries: "items",
    },
  ],
  outputs: () => [{ id: "out", title: { en: "Together", fr: "Réunis" }, carries: "items" }],
  summary: () => ({ en: "several ways become one", fr: "plusieurs voies n’en font qu’une" }),
};
