import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const units = { hours: { en: "hours", fr: "heures" }, days: { en: "days", fr: "jours" } } as const;
const ways = {
  both: { en: "the same page or nearly the same title", fr: "la même page ou presque le même titre" },
  link: { en: "the same page", fr: "la même page" },
  text: { en: "nearly the same title", fr: "presque le même titre" },
  event: { en: "the same event, whatever the headline", fr: "le même événement, quel que soit le titre" },
} as const;

const config = z.strictObject({
  by: z
    .enum(["both", "link", "text", "event"])
    .default("both")
    .meta({
      label: { en: "A story is the same when it has", fr: "Une information est la même si elle a" },
      help: {
        en: "“Acme hires 40” and “40 jobs at Acme” are the same event; now and then it takes two stories for one.",
        fr: "« Acme recrute 40 personnes » et « 40 emplois chez Acme » : le même événement. Il arrive qu’il s’y trompe.",
      },
      control: "select",
      options: ways,
    } satisfies FieldMeta),
  window: z
    .int()
    .min(1)
    .max(999)
    .default(7)
    .meta({
      label: { en: "Remember for", fr: "S’en souvenir pendant" },
      help: {
        en: "With 7 days, the same story may pass again after a week.",
        fr: "Avec 7 jours, la même information peut repasser au bout d’une semaine.",
      },
      control: "duration",
      duration: { unit: "unit" },
    } satisfies FieldMeta),
  unit: z
    .enum(["hours", "days"])
    .default("days")
    .meta({ label: { en: "Unit", fr: "Unité" }, control: "select", options: units } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "duplicate",
  kind: "filter",
  decides: { duplicate: "by" },
  version: 1,
  title: { en: "No duplicates", fr: "Sans doublons" },
  help: {
    en: "Lets the same story through once, even when several sources bring it. It remembers the last 1,400 stories.",
    fr: "Ne laisse passer une même information qu’une fois, même si plusieurs sources la donnent. Les 1 400 dernières sont retenues.",
  },
  icon: '<path d="M8 8h12v12H8z"/><path d="M16 4H4v12"/><path d="M11 14h6"/>',
  config,
  events: ({ by }) => by === "event",
  defaults: { by: "both", window: 7, unit: "days" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "First time", fr: "Première fois" }, carries: "items" }],
  summary: ({ by, window, unit }) => ({
    en: `not again: ${ways[by].en} · ${window} ${units[unit].en}`,
    fr: `pas deux fois : ${ways[by].fr} · ${window} ${units[unit].fr}`,
  }),
};
