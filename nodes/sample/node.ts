import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const units = {
  "one-in": { en: "one item in N", fr: "un élément sur N" },
  percent: { en: "a percentage", fr: "un pourcentage" },
} as const;

const config = z.strictObject({
  unit: z
    .enum(["one-in", "percent"])
    .default("one-in")
    .meta({ label: { en: "Keep", fr: "Garder" }, control: "select", options: units } satisfies FieldMeta),
  amount: z
    .int()
    .min(1)
    .max(1000)
    .default(2)
    .meta({ label: { en: "N, or the percentage", fr: "N, ou le pourcentage" }, control: "number" } satisfies FieldMeta),
  draw: z
    .int()
    .min(1)
    .max(99)
    .default(1)
    .meta({
      label: { en: "Draw", fr: "Tirage" },
      help: {
        en: "Two steps with the same number choose the same items; with another number they choose on their own.",
        fr: "Deux étapes au même numéro choisissent les mêmes éléments ; avec un autre numéro, chacune choisit de son côté.",
      },
      control: "number",
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "sample",
  kind: "filter",
  version: 1,
  title: { en: "Sample", fr: "Échantillon" },
  help: {
    en: "Lets a share of the items through, by lot. An item’s lot never changes: what the preview shows is what goes out.",
    fr: "Laisse passer une part des éléments, tirée au sort. Le sort d’un élément ne change jamais : ce que montre l’aperçu est ce qui part.",
  },
  icon: '<rect x="4" y="4" width="16" height="16" rx="3"/><circle cx="9" cy="9" r="1"/><circle cx="15" cy="15" r="1"/><circle cx="15" cy="9" r="1"/><circle cx="9" cy="15" r="1"/>',
  config,
  defaults: { unit: "one-in", amount: 2, draw: 1 },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Drawn", fr: "Tirés" }, carries: "items" }],
  check: ({ unit, amount }) =>
    unit === "percent" && amount > 100
      ? [
          {
            code: "over-hundred",
            severity: "error",
            field: "amount",
            message: { en: "A percentage is 100 at most.", fr: "Un pourcentage est de 100 au plus." },
          },
        ]
      : [],
  summary: ({ unit, amount }) =>
    unit === "percent" ? { en: `${amount}% of the items`, fr: `${amount} % des éléments` } : oneIn(amount),
};

const oneIn = (amount: number) =>
  amount === 1
    ? { en: "all items", fr: "tous les éléments" }
    : { en: `one item in ${amount}`, fr: `un élément sur ${amount}` };
