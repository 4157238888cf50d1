import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const units = {
  "one-in": { en: "one item out of so many", fr: "un élément sur autant" },
  percent: { en: "so many out of a hundred", fr: "autant sur cent" },
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
    .meta({ label: { en: "How many", fr: "Combien" }, control: "number" } satisfies FieldMeta),
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
            message: { en: "At most 100 out of a hundred.", fr: "Au plus 100 sur cent." },
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
