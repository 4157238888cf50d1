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
  first: { en: "the first to come", fr: "les premiers arrivés" },
  newest: { en: "the newest", fr: "les plus récents" },
} as const;

const config = z.strictObject({
  most: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .meta({
      label: { en: "Items at most", fr: "Nombre maximal d’éléments" },
      control: "number",
    } satisfies FieldMeta),
  per: z
    .enum(["hour", "day", "week", "month"])
    .default("day")
    .meta({
      label: { en: "In each", fr: "Par" },
      help: {
        en: "By the calendar: a day ends at midnight, a week on Sunday night.",
        fr: "Selon le calendrier : un jour finit à minuit, une semaine le dimanche soir.",
      },
      control: "select",
      options: periods,
    } satisfies FieldMeta),
  wins: z
    .enum(["first", "newest"])
    .default("first")
    .meta({
      label: { en: "Which go on", fr: "Lesquels passent" },
      help: {
        en: "The newest of what comes in one go, at most 1,000 items. What went on before is not called back.",
        fr: "Les plus récents de ce qui arrive d’un coup, au plus 1 000 éléments. Ce qui est déjà passé n’est pas rappelé.",
      },
      control: "select",
      options: winners,
    } satisfies FieldMeta),
  zone: Zone.default("Europe/Paris").meta({
    label: { en: "Time zone", fr: "Fuseau horaire" },
    control: "zone",
  } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "limit",
  kind: "filter",
  version: 1,
  title: { en: "Limit", fr: "Limite" },
  help: {
    en: "Lets only so many items through in an hour, a day, a week or a month, and the others go. To send them later instead, take “Spread out”.",
    fr: "Ne laisse passer que tant d’éléments par heure, jour, semaine ou mois, et écarte les autres. Pour les envoyer plus tard, prenez « Étalement ».",
  },
  icon: '<path d="M4 18a8 8 0 1 1 16 0"/><path d="M12 18l4-6"/><path d="M4 21h16"/>',
  config,
  defaults: { most: 3, per: "day", wins: "first", zone: "Europe/Paris" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Within the limit", fr: "Dans la limite" }, carries: "items" }],
  summary: ({ most, per, wins }) => ({
    en: `at most ${amount(most, per).en}${wins === "newest" ? " · the newest" : ""}`,
    fr: `au plus ${amount(most, per).fr}${wins === "newest" ? " · les plus récents" : ""}`,
  }),
};

/** `3 a day`, `3 par jour`. */
export const amount = (most: number, per: Config["per"]) => ({
  en: `${most} ${per === "hour" ? "an" : "a"} ${periods[per].en}`,
  fr: `${most} par ${periods[per].fr}`,
});
