import { z } from "zod";
import type { Manifest } from "#engine/node.ts";

const config = z.strictObject({});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "colleagues",
  kind: "source",
  version: 1,
  title: { en: "Colleagues", fr: "Collègues" },
  help: {
    en: "What colleagues publish on those of their public accounts that they let the company follow: each said yes themselves, and may take it back at any time. Only what came after the yes.",
    fr: "Ce que les collègues publient sur ceux de leurs comptes publics qu’ils laissent l’entreprise suivre : chacun a dit oui lui-même et peut le reprendre à tout moment. Seulement ce qui est venu après le oui.",
  },
  icon: '<circle cx="8" cy="8" r="3"/><circle cx="17" cy="9" r="2.5"/><path d="M2.5 19a5.5 5.5 0 0 1 11 0"/><path d="M15 14.2a4.5 4.5 0 0 1 6.5 4"/>',
  config,
  defaults: {},
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  summary: () => ({ en: "what colleagues say in public", fr: "ce que les collègues disent en public" }),
  receives: "people",
};
