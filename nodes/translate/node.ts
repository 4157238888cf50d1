import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";

const names = {
  en: new Intl.DisplayNames("en", { type: "language" }),
  fr: new Intl.DisplayNames("fr", { type: "language" }),
};
const fallbacks = {
  keep: { en: "go on as they were", fr: "continuer tels quels" },
  drop: { en: "be let go, with the reason", fr: "être écartés, avec la raison" },
} as const;

const config = z.strictObject({
  to: z
    .string()
    .regex(/^(?:[a-z]{2,3})?$/u)
    .default("")
    .meta({
      label: { en: "Into", fr: "Vers" },
      help: {
        en: "Items that are in this language already go on untouched, and cost nothing. Put this step behind those that compose the text.",
        fr: "Les éléments déjà dans cette langue continuent tels quels, sans rien coûter. Placez cette étape après celles qui composent le texte.",
      },
      control: "language",
    } satisfies FieldMeta),
  failed: z
    .enum(["keep", "drop"])
    .default("drop")
    .meta({
      label: { en: "Items that could not be translated", fr: "Éléments non traduits" },
      help: {
        en: "When the AI cannot be reached, its budget is used up, or its words lost a number, a link, a mention or a name.",
        fr: "Quand l’IA est injoignable, que son budget est épuisé ou que son texte a perdu un nombre, un lien, une mention ou un nom.",
      },
      control: "select",
      options: fallbacks,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const noLanguage: Finding = {
  code: "no-language",
  severity: "error",
  field: "to",
  message: { en: "Choose the language.", fr: "Choisissez la langue." },
};

export const manifest: Manifest<Config> = {
  type: "translate",
  kind: "rewrite",
  version: 1,
  machine: true,
  title: { en: "Translate", fr: "Traduire" },
  help: {
    en: "An AI translates the text of each item. Numbers, links, mentions and hashtags have to survive, and nothing is posted before a person said yes. It costs money: an administrator sets it up, with a budget.",
    fr: "Une IA traduit le texte de chaque élément. Nombres, liens, mentions et mots-dièse doivent y survivre, et rien n’est publié sans le oui d’une personne. C’est payant : un administrateur la configure, avec un budget.",
  },
  icon: '<path d="M4 6h9"/><path d="M8.5 4v2"/><path d="M11 6c-.6 3.2-2.8 5.6-6 7"/><path d="M6 9c1 2 3 3.6 5.5 4.4"/><path d="M12.5 20l3.7-9 3.8 9"/><path d="M13.8 17h5"/>',
  config,
  defaults: { to: "", failed: "drop" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Translated", fr: "Traduits" }, carries: "items" }],
  check: ({ to }) => (to === "" ? [noLanguage] : []),
  summary: ({ to }) =>
    to === ""
      ? { en: "no language yet", fr: "pas encore de langue" }
      : { en: `into ${names.en.of(to) ?? to}`, fr: `en ${names.fr.of(to) ?? to}` },
};
