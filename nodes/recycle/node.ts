import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { TimeOfDay, weekdays, weekdayWords, Zone } from "#engine/opening.ts";

const firsts = {
  now: { en: "at once", fr: "tout de suite" },
  turn: { en: "when its turn comes", fr: "quand vient son tour" },
} as const;
const units = { days: { en: "days", fr: "jours" }, weeks: { en: "weeks", fr: "semaines" } } as const;
const ends = {
  age: { en: "when it is too old", fr: "quand il est trop ancien" },
  date: { en: "on a date", fr: "à une date" },
  never: { en: "only by the number of times", fr: "seulement par le nombre de fois" },
} as const;

const config = z.strictObject({
  first: z
    .enum(["now", "turn"])
    .default("now")
    .meta({
      label: { en: "The first time, a new item goes on", fr: "La première fois, un nouvel élément part" },
      control: "select",
      options: firsts,
    } satisfies FieldMeta),
  every: z
    .int()
    .min(1)
    .max(52)
    .default(1)
    .meta({ label: { en: "Give one again every", fr: "En redonner tous les" }, control: "number" } satisfies FieldMeta),
  unit: z
    .enum(["days", "weeks"])
    .default("weeks")
    .meta({ label: { en: "Unit", fr: "Unité" }, control: "select", options: units } satisfies FieldMeta),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .default(["tue"])
    .meta({
      label: { en: "On these days", fr: "Ces jours-là" },
      control: "tags",
      options: weekdayWords,
      when: { field: "unit", is: ["weeks"] },
    } satisfies FieldMeta),
  time: TimeOfDay.default("10:00").meta({ label: { en: "At", fr: "À" }, control: "time" } satisfies FieldMeta),
  zone: Zone.default("Europe/Paris").meta({
    label: { en: "Time zone", fr: "Fuseau horaire" },
    control: "zone",
  } satisfies FieldMeta),
  count: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .meta({ label: { en: "Items at a time", fr: "Éléments à chaque fois" }, control: "number" } satisfies FieldMeta),
  gap: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .meta({
      label: {
        en: "Days between two posts of the same item, at least",
        fr: "Jours entre deux envois du même élément, au moins",
      },
      help: {
        en: "For each account: what it posted by another map or by hand counts too.",
        fr: "Pour chaque compte : ce qu’il a publié par une autre carte ou à la main compte aussi.",
      },
      control: "number",
    } satisfies FieldMeta),
  most: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({
      label: { en: "Give each again, times at most", fr: "Redonner chacun, nombre de fois au plus" },
      control: "number",
    } satisfies FieldMeta),
  ends: z
    .enum(["age", "date", "never"])
    .default("age")
    .meta({ label: { en: "Each ends", fr: "Chacun prend fin" }, control: "select", options: ends } satisfies FieldMeta),
  age: z
    .int()
    .min(1)
    .max(3650)
    .default(365)
    .meta({
      label: { en: "Days old, at most", fr: "Âge maximal, en jours" },
      help: {
        en: "By the date of its source; without one, since it came here.",
        fr: "Selon la date de la source ; sans date, depuis son arrivée ici.",
      },
      control: "number",
      when: { field: "ends", is: ["age"] },
    } satisfies FieldMeta),
  until: z
    .string()
    .max(10)
    .default("")
    .meta({
      label: { en: "Last day", fr: "Dernier jour" },
      control: "date",
      when: { field: "ends", is: ["date"] },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "recycle",
  kind: "flow",
  version: 1,
  title: { en: "Recycle", fr: "Recyclage" },
  help: {
    en: "Keeps what stays true and gives it again later, in a rhythm of yours: whoever went longest without comes first. Put what sorts before it, and Variants behind it, so that nobody says the same words twice.",
    fr: "Garde ce qui reste vrai et le redonne plus tard, au rythme choisi : d’abord ce qui n’est pas sorti depuis le plus longtemps. Placez avant lui ce qui trie, et Variantes après, pour que personne ne dise deux fois la même chose.",
  },
  icon: '<path d="M4 12a8 8 0 0 1 14-5l2 2"/><path d="M20 4v5h-5"/><path d="M20 12a8 8 0 0 1-14 5l-2-2"/><path d="M4 20v-5h5"/>',
  config,
  defaults: {
    first: "now",
    every: 1,
    unit: "weeks",
    days: ["tue"],
    time: "10:00",
    zone: "Europe/Paris",
    count: 1,
    gap: 30,
    most: 5,
    ends: "age",
    age: 365,
    until: "",
  },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "New and again", fr: "Nouveaux et redonnés" }, carries: "items" }],
  keeps: { give: "together", copies: true },
  repeats: true,
  check: ({ ends: by, until }) => (by !== "date" || isDate(until) ? [] : [noDate]),
  summary: ({ count, every, unit, days, time, gap, most }) => {
    const on = (language: "en" | "fr") =>
      weekdays
        .filter((day) => days.includes(day))
        .map((day) => weekdayWords[day][language].slice(0, 3) + (language === "fr" ? "." : ""))
        .join(", ");
    const rhythm =
      unit === "days"
        ? {
            en: every === 1 ? "daily" : `every ${every} days`,
            fr: every === 1 ? "chaque jour" : `tous les ${every} jours`,
          }
        : {
            en: every === 1 ? on("en") : `every ${every} weeks, ${on("en")}`,
            fr: every === 1 ? on("fr") : `toutes les ${every} semaines, ${on("fr")}`,
          };
    const some = count === 1 ? "" : `${count} · `;
    return {
      en: `${some}${rhythm.en} at ${time} · ${gap} d apart · ${most}×`,
      fr: `${some}${rhythm.fr} à ${time} · ${gap} j d’écart · ${most}×`,
    };
  },
};

/** A day of the calendar that there is, `2027-01-31`. */
function isDate(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/u.test(day) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

const noDate: Finding = {
  code: "no-date",
  severity: "error",
  field: "until",
  message: {
    en: "Choose the last day on which these items may be given again.",
    fr: "Choisissez le dernier jour où ces éléments peuvent être redonnés.",
  },
};
