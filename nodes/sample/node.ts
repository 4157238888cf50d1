import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const units = {
  "one-in": { en: "one item in N", fr: "une nouvelle sur N" },
  percent: { en: "a percentage", fr: "un pourcentage" },
} as const;

const config = z.strictObject({
  unit: z
    .enum(["one-in", "percent"])
    .default("one-in")
    .meta({
      label: { en: "Keep", fr: "Garder" },
      help: {
        en: "Of 30 items, “one in 3” keeps about 10, “20 percent” about 6.",
        fr: "Sur 30 nouvelles, « une sur 3 » en garde environ 10 ; « 20 % », environ 6.",
      },
      control: "select",
      options: units,
    } satisfies FieldMeta),
  amount: z
    .int()
    .min(1)
    .max(1000)
    .default(2)
    .meta({
      label: { en: "How many", fr: "Combien" },
      help: {
        en: "3 keeps one item in 3; as a percentage, 3 of 100.",
        fr: "3 garde une nouvelle sur 3 ; en pourcentage, 3 sur 100.",
      },
      control: "number",
    } satisfies FieldMeta),
  draw: z
    .int()
    .min(1)
    .max(99)
    .default(1)
    .meta({
      label: { en: "Draw", fr: "Tirage" },
      help: {
        en: "Two steps with draw 1 choose the same items; with draw 2, others.",
        fr: "Deux étapes au tirage 1 choisissent les mêmes nouvelles ; au tirage 2, d’autres.",
      },
      control: "number",
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "sample",
  kind: "filter",
  decides: { "not-drawn": "amount" },
  version: 1,
  title: { en: "Sample", fr: "Échantillon" },
  help: {
    en: "Lets a share of the items through, by lot. An item’s lot never changes: what the preview shows is what goes out.",
    fr: "Laisse passer une part des nouvelles, tirée au sort. Le sort d’une nouvelle ne change jamais : ce que montre l’aperçu est ce qui part.",
  },
  icon: '<rect x="4" y="4" width="16" height="16" rx="3"/><circle cx="9" cy="9" r="1"/><circle cx="15" cy="15" r="1"/><circle cx="15" cy="9" r="1"/><circle cx="9" cy="15" r="1"/>',
  config,
  defaults: { unit: "one-in", amount: 2, draw: 1 },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
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
    unit === "percent" ? { en: `${amount}% of the items`, fr: `${amount} % des nouvelles` } : oneIn(amount),
};

const oneIn = (amount: number) =>
  amount === 1
    ? { en: "all items", fr: "toutes les nouvelles" }
    : { en: `one item in ${amount}`, fr: `une nouvelle sur ${amount}` };
