import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { TimeOfDay, weekdays, weekdayWords, Zone } from "#engine/opening.ts";

const firsts = {
  now: { en: "at once", fr: "tout de suite" },
  turn: { en: "when its turn comes", fr: "quand vient son tour" },
} as const;
const units = { days: { en: "days", fr: "jours" }, weeks: { en: "weeks", fr: "semaines" } } as const;
const ends = {
  age: { en: "when it is too old", fr: "quand elle est trop ancienne" },
  date: { en: "on a date", fr: "à une date" },
  never: { en: "only by the number of times", fr: "seulement par le nombre de fois" },
} as const;

const config = z.strictObject({
  first: z
    .enum(["now", "turn"])
    .default("now")
    .meta({
      label: { en: "The first time, a new item goes on", fr: "La première fois, une nouvelle part" },
      help: {
        en: "“At once”: today’s article goes out today, and again when its turn comes.",
        fr: "« Tout de suite » : l’article du jour part aujourd’hui, puis de nouveau à son tour.",
      },
      control: "select",
      options: firsts,
    } satisfies FieldMeta),
  every: z
    .int()
    .min(1)
    .max(52)
    .default(1)
    .meta({
      label: { en: "Time between two returns", fr: "Temps entre deux retours" },
      help: {
        en: "With 1 week and Tuesday, one comes back every Tuesday.",
        fr: "Avec 1 semaine et mardi, il en revient une chaque mardi.",
      },
      control: "duration",
      duration: { unit: "unit" },
    } satisfies FieldMeta),
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
      help: {
        en: "Tuesday and Thursday: two returns in such a week.",
        fr: "Mardi et jeudi : deux retours dans une telle semaine.",
      },
      control: "tags",
      options: weekdayWords,
      when: { field: "unit", is: ["weeks"] },
    } satisfies FieldMeta),
  time: TimeOfDay.default("10:00").meta({
    label: { en: "At what time", fr: "À quelle heure" },
    help: { en: "With 10:00, it comes back at ten.", fr: "Avec 10:00, elle revient à dix heures." },
    control: "time",
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
  count: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .meta({
      label: { en: "Items at a time", fr: "Nouvelles à chaque fois" },
      help: {
        en: "With 2 and Tuesday, two come back each Tuesday.",
        fr: "Avec 2 et mardi, il en revient deux chaque mardi.",
      },
      control: "number",
      rare: true,
    } satisfies FieldMeta),
  gap: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .meta({
      label: { en: "Least time before an account repeats it", fr: "Délai minimal avant redite" },
      help: {
        en: "With 30 days, an account that posted it on 1 March, by any map or by hand, waits until the 31st.",
        fr: "Avec 30 jours, un compte qui l’a publiée le 1er mars, par toute carte ou à la main, attend le 31.",
      },
      control: "duration",
      duration: { in: "days" },
    } satisfies FieldMeta),
  most: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({
      label: { en: "Returns of each, at most", fr: "Retours de chacune, au plus" },
      help: {
        en: "With 5, it does not come back after the fifth time.",
        fr: "Avec 5, elle ne revient plus après la cinquième fois.",
      },
      control: "number",
    } satisfies FieldMeta),
  ends: z
    .enum(["age", "date", "never"])
    .default("age")
    .meta({
      label: { en: "Each ends", fr: "Elle cesse de revenir" },
      help: {
        en: "“Too old” suits advice; “on a date”, a fair or a job offer.",
        fr: "« Trop ancienne » convient à un conseil ; « à une date », à un salon ou à une offre d’emploi.",
      },
      control: "select",
      options: ends,
    } satisfies FieldMeta),
  age: z
    .int()
    .min(1)
    .max(3650)
    .default(365)
    .meta({
      label: { en: "Oldest that comes back", fr: "Âge maximal" },
      help: {
        en: "With 365 days, an article of March 2026 ends in March 2027; without a date, a year after it came.",
        fr: "Avec 365 jours, un article de mars 2026 cesse en mars 2027 ; sans date, un an après son arrivée.",
      },
      control: "duration",
      duration: { in: "days" },
      when: { field: "ends", is: ["age"] },
    } satisfies FieldMeta),
  until: z
    .string()
    .max(10)
    .default("")
    .meta({
      label: { en: "Last day", fr: "Dernier jour" },
      help: {
        en: "With 31 May, it may still come back on that day, and no longer.",
        fr: "Avec le 31 mai, elle peut encore revenir ce jour-là, pas après.",
      },
      control: "date",
      when: { field: "ends", is: ["date"] },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "recycle",
  kind: "flow",
  decides: { recycled: "ends" },
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
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
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
    fr: "Choisissez le dernier jour où ces nouvelles peuvent être redonnées.",
  },
};
