import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";

const modes = {
  text: { en: "words as they are written", fr: "des mots tels quels" },
  pattern: { en: "patterns, for experts", fr: "des motifs, pour spécialistes" },
} as const;

const config = z.strictObject({
  pairs: z
    .array(
      z.strictObject({
        find: z
          .string()
          .min(1)
          .max(500)
          .meta({
            label: { en: "Find", fr: "Chercher" },
            control: "text",
            placeholder: { en: "our company", fr: "notre entreprise" },
          } satisfies FieldMeta),
        put: z
          .string()
          .max(1000)
          .default("")
          .meta({
            label: { en: "Put in its place", fr: "Mettre à la place" },
            control: "text",
            placeholder: { en: "nothing: it is taken out", fr: "rien : c’est retiré" },
          } satisfies FieldMeta),
      }),
    )
    .max(100)
    .default([])
    .meta({
      label: { en: "Replacements", fr: "Remplacements" },
      help: {
        en: "“our firm” becomes “Acme”. One after the other, in text, title and summary; addresses stay.",
        fr: "« notre société » devient « Acme ». L’un après l’autre, dans le texte, le titre et le résumé ; pas dans les adresses.",
      },
      control: "rows",
      row: { en: "Add a replacement", fr: "Ajouter un remplacement" },
    } satisfies FieldMeta),
  mode: z
    .enum(["text", "pattern"])
    .default("text")
    .meta({
      label: { en: "What is looked for", fr: "Ce qui est cherché" },
      help: {
        en: "Words fit nearly always. A pattern finds a form: \\d{4} any year; $1 is what its first ( ) found.",
        fr: "Des mots suffisent presque toujours. Un motif cherche une forme : \\d{4}, toute année ; $1 reprend les premières ( ).",
      },
      control: "select",
      options: modes,
      rare: true,
    } satisfies FieldMeta),
  whole: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "Whole words only", fr: "Mots entiers seulement" },
      help: { en: "“art” is then left alone in “party”.", fr: "« art » n’est alors pas touché dans « partie »." },
      control: "switch",
      when: { field: "mode", is: ["text"] },
    } satisfies FieldMeta),
  exact: z
    .boolean()
    .default(false)
    .meta({
      label: { en: "Capitals matter", fr: "Les majuscules comptent" },
      help: { en: "“ACME” is then not “Acme”.", fr: "« ACME » n’est alors pas « Acme »." },
      control: "switch",
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const nothing: Finding = {
  code: "no-replacement",
  severity: "error",
  field: "pairs",
  message: { en: "Write what is to be replaced.", fr: "Écrivez ce qui doit être remplacé." },
};

export const manifest: Manifest<Config> = {
  type: "replace",
  kind: "rewrite",
  version: 1,
  title: { en: "Replace", fr: "Remplacer" },
  help: {
    en: "Puts other words in the place of some: a name, an abbreviation, a spelling of the house.",
    fr: "Met d’autres mots à la place de certains : un nom, une abréviation, une graphie maison.",
  },
  icon: '<path d="M4 7h11"/><path d="M12 4l3 3-3 3"/><path d="M20 17H9"/><path d="M12 14l-3 3 3 3"/>',
  config,
  defaults: { pairs: [], mode: "text", whole: true, exact: false },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Replaced", fr: "Remplacés" }, carries: "items" }],
  // Whether a pattern can be read is said by the server (run.ts): the engine that reads it is no small thing to load.
  check: ({ pairs }) => (pairs.length === 0 ? [nothing] : []),
  summary: ({ pairs }) => {
    const [first, ...rest] = pairs;
    if (first === undefined) return { en: "nothing to replace yet", fr: "rien à remplacer" };
    const short = (words: string): string => (words.length > 24 ? `${words.slice(0, 23)}…` : words);
    const more = rest.length === 0 ? "" : ` + ${rest.length}`;
    const line = `${short(first.find)} → ${first.put === "" ? "∅" : short(first.put)}${more}`;
    return { en: line, fr: line };
  },
};
