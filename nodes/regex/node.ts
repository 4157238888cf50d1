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
        en: "JOB-\\d+ finds JOB-1204: \\d is a digit, + one or several, (a|b) the one or the other.",
        fr: "REF-\\d+ trouve REF-1204 : \\d est un chiffre, + un ou plusieurs, (a|b) l’un ou l’autre.",
      },
      control: "text",
      placeholder: { en: "\\b(first|second) word\\b", fr: "\\b(premier|second) mot\\b" },
    } satisfies FieldMeta),
  mode: z
    .enum(["match", "other"])
    .default("match")
    .meta({
      label: { en: "Keep items that", fr: "Garder les nouvelles qui" },
      help: {
        en: "“Do not match” keeps what has no reference number, for instance.",
        fr: "« N’y correspondent pas » garde ce qui n’a pas de référence, par exemple.",
      },
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
        en: "job-1204 is then not JOB-1204. Accents always matter here.",
        fr: "ref-1204 n’est alors pas REF-1204. Les accents, eux, comptent toujours ici.",
      },
      control: "switch",
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "regex",
  kind: "filter",
  decides: { "pattern-found": "pattern", "pattern-missing": "pattern" },
  version: 1,
  title: { en: "Pattern", fr: "Motif" },
  help: {
    en: "Keeps what has a certain form, for what words alone cannot say: a reference number, an amount, a kind of address. Of each item the first 5,000 letters are looked at.",
    fr: "Garde ce qui a une certaine forme, que des mots ne suffisent pas à dire : une référence, un montant, un type d’adresse. Les 5 000 premières lettres de chaque nouvelle sont examinées.",
  },
  icon: '<path d="M12 4v10"/><path d="M7.7 6.5l8.6 5"/><path d="M16.3 6.5l-8.6 5"/><circle cx="5" cy="19" r="1"/>',
  config,
  defaults: { pattern: "", mode: "match", fields: ["title", "summary"], exact: false },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
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
              fr: "Écrivez le motif auquel comparer les nouvelles.",
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
