import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { lookIn, sayFields } from "#engine/searched.ts";

const modes = {
  match: { en: "match the pattern", fr: "correspondent au motif" },
  other: { en: "do not match it", fr: "n’y correspondent pas" },
} as const;

const config = z.strictObject({
  pattern: z
    .string()
    .max(500)
    .default("")
    .meta({
      label: { en: "Pattern", fr: "Motif" },
      help: {
        en: "A regular expression in RE2’s notation: \\d is a digit, \\b a word’s border, (a|b) the one or the other.",
        fr: "Une expression régulière dans la notation de RE2 : \\d est un chiffre, \\b un bord de mot, (a|b) l’un ou l’autre.",
      },
      control: "text",
      placeholder: { en: "\\b(first|second) word\\b", fr: "\\b(premier|second) mot\\b" },
    } satisfies FieldMeta),
  mode: z
    .enum(["match", "other"])
    .default("match")
    .meta({
      label: { en: "Keep items that", fr: "Garder les éléments qui" },
      control: "select",
      options: modes,
    } satisfies FieldMeta),
  fields: lookIn(["title", "summary"]),
  exact: z
    .boolean()
    .default(false)
    .meta({
      label: { en: "Capitals matter", fr: "Les majuscules comptent" },
      help: {
        en: "Accents always matter here. Where they should not, use the step “Keywords”.",
        fr: "Les accents comptent toujours ici. S’ils ne doivent pas compter, prenez l’étape « Mots-clés ».",
      },
      control: "switch",
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "regex",
  kind: "filter",
  version: 1,
  title: { en: "Pattern", fr: "Motif" },
  help: {
    en: "Keeps what matches a regular expression, for what words alone cannot say: numbers, codes, forms of addresses. Of each item the first 5,000 letters are looked at.",
    fr: "Garde ce qui correspond à une expression régulière, pour ce que des mots ne disent pas : nombres, codes, formes d’adresses. Les 5 000 premières lettres de chaque élément sont examinées.",
  },
  icon: '<path d="M12 4v10"/><path d="M7.7 6.5l8.6 5"/><path d="M16.3 6.5l-8.6 5"/><circle cx="5" cy="19" r="1"/>',
  config,
  defaults: { pattern: "", mode: "match", fields: ["title", "summary"], exact: false },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Kept", fr: "Gardés" }, carries: "items" }],
  // What is wrong in a pattern is said by the server (run.ts): the engine that reads it is no small thing to load.
  check: ({ pattern }) =>
    pattern.trim() === ""
      ? [
          {
            code: "no-pattern",
            severity: "error",
            field: "pattern",
            message: {
              en: "Write the pattern that items are compared with.",
              fr: "Écrivez le motif auquel comparer les éléments.",
            },
          },
        ]
      : [],
  summary: ({ pattern, mode, fields }) => {
    const short = pattern.length > 40 ? `${pattern.slice(0, 39)}…` : pattern;
    const where = sayFields(fields);
    if (pattern === "") return { en: "no pattern yet", fr: "aucun motif pour l’instant" };
    return mode === "match"
      ? { en: `matches ${short} · ${where.en}`, fr: `correspond à ${short} · ${where.fr}` }
      : { en: `does not match ${short} · ${where.en}`, fr: `ne correspond pas à ${short} · ${where.fr}` };
  },
};
