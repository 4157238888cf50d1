import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { TimeOfDay, weekdays, weekdayWords, Zone } from "#engine/opening.ts";

const config = z.strictObject({
  minutes: z
    .int()
    .min(1)
    .max(10_080)
    .default(60)
    .meta({
      label: { en: "At most one every", fr: "Au plus une toutes les" },
      help: {
        en: "With 1 hour, three items that come at 9:00 leave at 9:00, 10:00 and 11:00.",
        fr: "Avec 1 heure, trois nouvelles arrivées à 9 h partent à 9 h, 10 h et 11 h.",
      },
      control: "duration",
      duration: { in: "minutes" },
    } satisfies FieldMeta),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .default(["mon", "tue", "wed", "thu", "fri"])
    .meta({
      label: { en: "On these days", fr: "Ces jours-là" },
      help: {
        en: "Without Saturday and Sunday, what comes on Friday night waits until Monday.",
        fr: "Sans samedi ni dimanche, ce qui arrive vendredi soir attend lundi.",
      },
      control: "tags",
      options: weekdayWords,
    } satisfies FieldMeta),
  from: TimeOfDay.default("08:00").meta({
    label: { en: "From", fr: "À partir de" },
    help: { en: "With 08:00, nothing leaves before eight.", fr: "Avec 08:00, rien ne part avant 8 h." },
    control: "time",
  } satisfies FieldMeta),
  to: TimeOfDay.default("20:00").meta({
    label: { en: "Until", fr: "Jusqu’à" },
    help: {
      en: "22:00 until 06:00 goes over midnight; 08:00 twice means all day.",
      fr: "De 22:00 à 06:00, minuit est compris ; deux fois 08:00 : toute la journée.",
    },
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
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "spread",
  kind: "flow",
  version: 1,
  title: { en: "Spread out", fr: "Étalement" },
  help: {
    en: "Lets items go on one by one, in the order in which they came, never closer than you say and only at the hours you choose. What has to wait is kept here.",
    fr: "Laisse passer les nouvelles une par une, dans l’ordre d’arrivée, jamais plus rapprochées que vous ne le dites et seulement aux heures choisies. Ce qui doit attendre est mis de côté ici.",
  },
  icon: '<path d="M3 12h3"/><path d="M10 12h3"/><path d="M17 12h4"/><circle cx="12" cy="12" r="9"/>',
  config,
  defaults: {
    minutes: 60,
    days: ["mon", "tue", "wed", "thu", "fri"],
    from: "08:00",
    to: "20:00",
    zone: "Europe/Paris",
  },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "One by one", fr: "Une par une" }, carries: "items" }],
  keeps: { give: "together" },
  summary: ({ minutes, days, from, to }) => {
    const gap = every(minutes);
    const hours = from === to ? null : `${from}–${to}`;
    return {
      en: [`one every ${gap.en}`, hours, daysIn(days, "en")].filter((word) => word !== null).join(" · "),
      fr: [`un toutes les ${gap.fr}`, hours, daysIn(days, "fr")].filter((word) => word !== null).join(" · "),
    };
  },
};

function every(minutes: number) {
  if (minutes % 60 !== 0)
    return minutes === 1 ? { en: "minute", fr: "minutes" } : { en: `${minutes} min`, fr: `${minutes} min` };
  const hours = minutes / 60;
  return hours === 1 ? { en: "hour", fr: "heures" } : { en: `${hours} h`, fr: `${hours} h` };
}

/** `Mon–Fri` where they follow each other, else each; null for all. */
function daysIn(days: Config["days"], language: "en" | "fr"): string | null {
  const chosen = weekdays.filter((day) => days.includes(day));
  const short = (day: Config["days"][number]) =>
    weekdayWords[day][language].slice(0, 3) + (language === "fr" ? "." : "");
  if (chosen.length === 7) return null;
  const [first, last] = [chosen[0]!, chosen.at(-1)!];
  const row = weekdays.indexOf(last) - weekdays.indexOf(first) === chosen.length - 1 && chosen.length > 2;
  return row ? `${short(first)}–${short(last)}` : chosen.map(short).join(", ");
}
