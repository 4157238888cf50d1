import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";

const names = {
  en: new Intl.DisplayNames("en", { type: "language" }),
  fr: new Intl.DisplayNames("fr", { type: "language" }),
};
const fallbacks = {
  keep: { en: "go on as they were", fr: "continuer telles quelles" },
  drop: { en: "be let go, with the reason", fr: "être écartées, avec la raison" },
} as const;

const config = z.strictObject({
  to: z
    .string()
    .regex(/^(?:[a-z]{2,3})?$/u)
    .default("")
    .meta({
      label: { en: "Into", fr: "Langue voulue" },
      help: {
        en: "French: an item in English comes out in French; one in French goes on untouched, for nothing.",
        fr: "Français : une nouvelle en anglais sort en français ; une nouvelle en français continue telle quelle, sans frais.",
      },
      control: "language",
    } satisfies FieldMeta),
  failed: z
    .enum(["keep", "drop"])
    .default("drop")
    .meta({
      label: { en: "Items that could not be translated", fr: "Nouvelles non traduites" },
      help: {
        en: "Where the AI cannot be reached, its budget is used up, or it lost the 40 of “40 jobs”.",
        fr: "Si l’IA est injoignable, si son budget est épuisé ou si elle a perdu le 40 de « 40 emplois ».",
      },
      control: "select",
      options: fallbacks,
      rare: true,
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
    en: "An AI translates the text of each item; numbers, links, mentions and hashtags have to survive. Nothing is posted before a person said yes. Put it behind the steps that compose the text. It costs money: an administrator sets it up, with a budget.",
    fr: "Une IA traduit le texte de chaque nouvelle ; nombres, liens, mentions et hashtags doivent y survivre. Rien n’est publié sans le oui d’une personne. Placez-la après les étapes qui composent le texte. C’est payant : un administrateur la configure, avec un budget.",
  },
  icon: '<path d="M4 6h9"/><path d="M8.5 4v2"/><path d="M11 6c-.6 3.2-2.8 5.6-6 7"/><path d="M6 9c1 2 3 3.6 5.5 4.4"/><path d="M12.5 20l3.7-9 3.8 9"/><path d="M13.8 17h5"/>',
  config,
  defaults: { to: "", failed: "drop" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Translated", fr: "Traduits" }, carries: "items" }],
  check: ({ to }) => (to === "" ? [noLanguage] : []),
  summary: ({ to }) =>
    to === ""
      ? { en: "no language yet", fr: "pas encore de langue" }
      : { en: `into ${names.en.of(to) ?? to}`, fr: `en ${names.fr.of(to) ?? to}` },
};
