import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

/** Those that can be told by their words (ISO 639-1). */
const languages =
  "am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh".split(
    " ",
  );

const names = {
  en: new Intl.DisplayNames("en", { type: "language" }),
  fr: new Intl.DisplayNames("fr", { type: "language" }),
};
/** What a language is called in a sentence, by its code or a longer tag. */
export const nameOf = (code: string): Text => ({ en: names.en.of(code) ?? code, fr: names.fr.of(code) ?? code });
const capital = ({ en, fr }: Text): Text => ({ en, fr: fr.charAt(0).toUpperCase() + fr.slice(1) });

const ways = {
  declared: { en: "what its source says, else its words", fr: "ce que dit sa source, sinon ses mots" },
  words: { en: "its words alone", fr: "ses mots seulement" },
} as const;
const choices = {
  keep: { en: "keep them", fr: "les garder" },
  drop: { en: "let them go", fr: "les écarter" },
} as const;

const config = z.strictObject({
  languages: z
    .array(z.enum(languages as [string, ...string[]]))
    .max(languages.length)
    .default([])
    .meta({
      label: { en: "Keep items in", fr: "Garder les nouvelles en" },
      help: {
        en: "With French and English, an item in German is let go.",
        fr: "Avec le français et l’anglais, une nouvelle en allemand est écartée.",
      },
      control: "tags",
      options: Object.fromEntries(languages.map((code) => [code, capital(nameOf(code))])),
      placeholder: { en: "one language or several", fr: "une langue ou plusieurs" },
    } satisfies FieldMeta),
  by: z
    .enum(["declared", "words"])
    .default("declared")
    .meta({
      label: { en: "A language is told by", fr: "Reconnaître la langue à" },
      help: {
        en: "Take the words alone where a site is marked as English but writes French.",
        fr: "Prenez les mots seuls si un site annoncé en anglais écrit en français, par exemple.",
      },
      control: "select",
      options: ways,
      rare: true,
    } satisfies FieldMeta),
  unsure: z
    .enum(["keep", "drop"])
    .default("keep")
    .meta({
      label: { en: "Items too short to tell", fr: "Nouvelles trop courtes pour le dire" },
      help: {
        en: "“Menu”, alone, could be French or English.",
        fr: "« Menu », seul, peut être du français ou de l’anglais.",
      },
      control: "select",
      options: choices,
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "language",
  kind: "filter",
  decides: { language: "languages", "language-unsure": "unsure" },
  version: 1,
  title: { en: "Language", fr: "Langue" },
  help: {
    en: "Keeps the items that are in your languages. Title and beginning of the summary are read where the source does not say.",
    fr: "Garde les nouvelles écrites dans vos langues. Si la source ne dit pas la sienne, le titre et le début du résumé servent à la reconnaître.",
  },
  icon: '<path d="M4 6h9"/><path d="M8.5 4v2"/><path d="M11 6c-1 4-3.5 6.5-7 8"/><path d="M6 9c1 2.5 3 4.5 6 5.5"/><path d="M12 20l4-9 4 9"/><path d="M13.5 17h5"/>',
  config,
  defaults: { languages: [], by: "declared", unsure: "keep" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Kept", fr: "Gardés" }, carries: "items" }],
  check: ({ languages: chosen }) =>
    chosen.length === 0
      ? [
          {
            code: "no-language",
            severity: "error",
            field: "languages",
            message: {
              en: "Choose the languages that are kept.",
              fr: "Choisissez les langues à garder.",
            },
          },
        ]
      : [],
  summary: ({ languages: chosen, unsure }) => {
    if (chosen.length === 0) return { en: "no language yet", fr: "aucune langue pour l’instant" };
    const shown = chosen.slice(0, 3).map(nameOf);
    const more = chosen.length > 3 ? "…" : "";
    const surely = unsure === "drop" ? { en: " · only if sure", fr: " · seulement si c’est sûr" } : { en: "", fr: "" };
    return {
      en: `in ${shown.map(({ en }) => en).join(", ")}${more}${surely.en}`,
      fr: `en ${shown.map(({ fr }) => fr).join(", ")}${more}${surely.fr}`,
    };
  },
};
