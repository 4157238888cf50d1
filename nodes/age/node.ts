import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const units = { hours: { en: "hours", fr: "heures" }, days: { en: "days", fr: "jours" } } as const;
const choices = {
  keep: { en: "keep them", fr: "les garder" },
  drop: { en: "let them go", fr: "les écarter" },
} as const;

const config = z.strictObject({
  most: z
    .int()
    .min(1)
    .max(9999)
    .default(2)
    .meta({
      label: { en: "At most this old", fr: "Âge maximal" },
      help: {
        en: "With 2 days, news of Monday at 9:00 is kept until Wednesday at 9:00.",
        fr: "Avec 2 jours, une nouvelle de lundi à 9 h passe jusqu’à mercredi à 9 h.",
      },
      control: "duration",
      duration: { unit: "unit" },
    } satisfies FieldMeta),
  unit: z
    .enum(["hours", "days"])
    .default("days")
    .meta({ label: { en: "Unit", fr: "Unité" }, control: "select", options: units } satisfies FieldMeta),
  undated: z
    .enum(["keep", "drop"])
    .default("keep")
    .meta({
      label: { en: "Items without a date", fr: "Nouvelles sans date" },
      help: {
        en: "A list of job offers, for instance, often has no dates.",
        fr: "Une liste d’offres d’emploi, par exemple, n’a souvent pas de dates.",
      },
      control: "select",
      options: choices,
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "age",
  kind: "filter",
  decides: { "too-old": "most", "no-date": "undated" },
  version: 1,
  title: { en: "Age", fr: "Âge" },
  help: {
    en: "Keeps what is recent and lets old news go.",
    fr: "Garde ce qui est récent et écarte les vieilles nouvelles.",
  },
  icon: '<path d="M21 12a9 9 0 1 1-9-9 9 9 0 0 1 9 9z"/><path d="M12 7v5l3 2"/>',
  config,
  defaults: { most: 2, unit: "days", undated: "keep" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Recent", fr: "Récents" }, carries: "items" }],
  summary: ({ most, unit, undated }) => ({
    en: `${amount(most, unit).en} at most${undated === "drop" ? " · with a date" : ""}`,
    fr: `${amount(most, unit).fr} au plus${undated === "drop" ? " · avec une date" : ""}`,
  }),
};

/** `1 day`, `3 days`; `1 jour`, `3 jours`. */
export function amount(count: number, unit: Config["unit"]) {
  const of = (word: string) => `${count} ${count === 1 ? word.slice(0, -1) : word}`;
  return { en: of(units[unit].en), fr: of(units[unit].fr) };
}
