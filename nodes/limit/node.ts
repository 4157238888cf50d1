import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { Zone } from "#engine/opening.ts";

export const periods = {
  hour: { en: "hour", fr: "heure" },
  day: { en: "day", fr: "jour" },
  week: { en: "week", fr: "semaine" },
  month: { en: "month", fr: "mois" },
} as const;

const winners = {
  first: { en: "the first to come", fr: "les premières arrivées" },
  newest: { en: "the newest", fr: "les plus récentes" },
} as const;

const config = z.strictObject({
  most: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .meta({
      label: { en: "Items at most", fr: "Nouvelles au plus" },
      help: {
        en: "With 3 a day, the fourth of the day is let go.",
        fr: "Avec 3 par jour, la quatrième du jour est écartée.",
      },
      control: "number",
    } satisfies FieldMeta),
  per: z
    .enum(["hour", "day", "week", "month"])
    .default("day")
    .meta({
      label: { en: "In each", fr: "Par" },
      help: {
        en: "By the calendar: with “day”, the count begins anew at midnight; with “week”, on Monday.",
        fr: "Selon le calendrier : avec « jour », le compte repart à minuit ; avec « semaine », le lundi.",
      },
      control: "select",
      options: periods,
    } satisfies FieldMeta),
  wins: z
    .enum(["first", "newest"])
    .default("first")
    .meta({
      label: { en: "Which go on", fr: "Lesquelles passent" },
      help: {
        en: "Of 10 that come at once, 3 may pass: the first 3, or the newest 3.",
        fr: "Sur 10 qui arrivent d’un coup, 3 peuvent passer : les 3 premières, ou les 3 plus récentes.",
      },
      control: "select",
      options: winners,
      rare: true,
    } satisfies FieldMeta),
  zone: Zone.default("Europe/Paris").meta({
    label: { en: "Time zone", fr: "Fuseau horaire" },
    help: {
      en: "Europe/Paris: days and hours count by the clocks there.",
      fr: "Europe/Paris : les jours et les heures comptent à l’heure de là-bas.",
    },
    control: "zone",
    rare: true,
  } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "limit",
  kind: "filter",
  decides: { "over-limit": "most" },
  version: 1,
  title: { en: "Limit", fr: "Limite" },
  help: {
    en: "Lets only so many items through in an hour, a day, a week or a month, and the others go. To send them later instead, take “Spread out”.",
    fr: "Ne laisse passer que tant de nouvelles par heure, jour, semaine ou mois, et écarte les autres. Pour les envoyer plus tard, prenez « Étalement ».",
  },
  icon: '<path d="M4 18a8 8 0 1 1 16 0"/><path d="M12 18l4-6"/><path d="M4 21h16"/>',
  config,
  defaults: { most: 3, per: "day", wins: "first", zone: "Europe/Paris" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Within the limit", fr: "Dans la limite" }, carries: "items" }],
  summary: ({ most, per, wins }) => ({
    en: `at most ${amount(most, per).en}${wins === "newest" ? " · the newest" : ""}`,
    fr: `au plus ${amount(most, per).fr}${wins === "newest" ? " · les plus récentes" : ""}`,
  }),
};

/** `3 a day`, `3 par jour`. */
export const amount = (most: number, per: Config["per"]) => ({
  en: `${most} ${per === "hour" ? "an" : "a"} ${periods[per].en}`,
  fr: `${most} par ${periods[per].fr}`,
});
