import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { TimeOfDay, weekdays, weekdayWords, Zone } from "#engine/opening.ts";
import { templateText } from "#engine/template-setting.ts";

const ways = {
  time: { en: "at its times", fr: "à ses heures" },
  count: { en: "as soon as there are enough items", fr: "dès qu’il y a assez d’éléments" },
} as const;
const leads = {
  first: { en: "to the first item", fr: "vers le premier élément" },
  page: { en: "to a page of your own", fr: "vers une page à vous" },
  none: { en: "nowhere", fr: "nulle part" },
} as const;

const config = z.strictObject({
  by: z
    .enum(["time", "count"])
    .default("time")
    .meta({ label: { en: "Post it", fr: "La publier" }, control: "select", options: ways } satisfies FieldMeta),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .default(["fri"])
    .meta({
      label: { en: "On these days", fr: "Ces jours-là" },
      control: "tags",
      options: weekdayWords,
      when: { field: "by", is: ["time"] },
    } satisfies FieldMeta),
  time: TimeOfDay.default("09:00").meta({
    label: { en: "At", fr: "À" },
    control: "time",
    when: { field: "by", is: ["time"] },
  } satisfies FieldMeta),
  zone: Zone.default("Europe/Paris").meta({
    label: { en: "Time zone", fr: "Fuseau horaire" },
    control: "zone",
    when: { field: "by", is: ["time"] },
  } satisfies FieldMeta),
  count: z
    .int()
    .min(2)
    .max(100)
    .default(5)
    .meta({
      label: { en: "Items that are enough", fr: "Éléments qui suffisent" },
      control: "number",
      when: { field: "by", is: ["count"] },
    } satisfies FieldMeta),
  intro: z
    .string()
    .max(1000)
    .default("")
    .meta({
      label: { en: "First line", fr: "Première ligne" },
      help: {
        en: "{{count}} stands for how many items there are.",
        fr: "{{count}} est remplacé par le nombre d’éléments.",
      },
      control: "textarea",
      placeholder: { en: "{{count}} stories of this week:", fr: "{{count}} nouvelles de la semaine :" },
    } satisfies FieldMeta),
  line: templateText(500)
    .default("• {{title}}")
    .meta({
      label: { en: "A line for each item", fr: "Une ligne par élément" },
      help: {
        en: "Written once for each of the news.",
        fr: "Écrite une fois pour chaque nouvelle.",
      },
      control: "template",
    } satisfies FieldMeta),
  lines: z
    .int()
    .min(1)
    .max(50)
    .default(10)
    .meta({ label: { en: "Lines at most", fr: "Lignes au plus" }, control: "number" } satisfies FieldMeta),
  rest: z
    .string()
    .max(200)
    .default("… + {{count}}")
    .meta({
      label: { en: "Last line, where there are more", fr: "Dernière ligne, s’il y en a d’autres" },
      control: "text",
    } satisfies FieldMeta),
  leads: z
    .enum(["first", "page", "none"])
    .default("first")
    .meta({
      label: { en: "Its link leads", fr: "Son lien mène" },
      control: "select",
      options: leads,
    } satisfies FieldMeta),
  page: z
    .string()
    .max(2000)
    .default("")
    .meta({
      label: { en: "Address of the page", fr: "Adresse de la page" },
      control: "url",
      when: { field: "leads", is: ["page"] },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "digest",
  kind: "flow",
  version: 1,
  title: { en: "Digest", fr: "Récapitulatif" },
  help: {
    en: "Makes one post of many items: it keeps what comes until the time, or until there is enough, and lists it. Where nothing came, nothing is posted.",
    fr: "Fait une seule publication de plusieurs éléments : met de côté ce qui arrive jusqu’à l’heure dite, ou jusqu’à ce qu’il y en ait assez, puis l’énumère. Si rien n’est venu, rien n’est publié.",
  },
  icon: '<path d="M5 4h14v16H5z"/><path d="M9 9h6"/><path d="M9 13h6"/><path d="M9 17h3"/>',
  config,
  defaults: {
    by: "time",
    days: ["fri"],
    time: "09:00",
    zone: "Europe/Paris",
    count: 5,
    // A post speaks its readers' language, which nobody can guess: no words are put into it.
    intro: "",
    line: "• {{title}}",
    lines: 10,
    rest: "… + {{count}}",
    leads: "first",
    page: "",
  },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "The digest", fr: "Le récapitulatif" }, carries: "items" }],
  keeps: { give: "together", gathers: true },
  check: ({ leads: to, page }) => (to !== "page" || isAddress(page) ? [] : [noPage]),
  summary: ({ by, days, time, count }) => {
    if (by === "count") return { en: `one post of every ${count} items`, fr: `une publication pour ${count} éléments` };
    const chosen = weekdays.filter((day) => days.includes(day));
    const on = (language: "en" | "fr") =>
      chosen.length === 7
        ? { en: "daily", fr: "chaque jour" }[language]
        : chosen.map((day) => weekdayWords[day][language].slice(0, 3) + (language === "fr" ? "." : "")).join(", ");
    return { en: `one post · ${on("en")} at ${time}`, fr: `une publication · ${on("fr")} à ${time}` };
  },
};

function isAddress(page: string): boolean {
  return /^https?:$/u.test(URL.parse(page)?.protocol ?? "");
}

const noPage: Finding = {
  code: "no-page",
  severity: "error",
  field: "page",
  message: {
    en: "Say which page the digest leads to, as a whole address (https://…).",
    fr: "Indiquez la page vers laquelle mène le récapitulatif, avec son adresse complète (https://…).",
  },
};
