import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { TimeOfDay, weekdays, weekdayWords, Zone } from "#engine/opening.ts";
import { templateText } from "#engine/template-setting.ts";

const ways = {
  time: { en: "at its times", fr: "à ses heures" },
  count: { en: "as soon as there are enough items", fr: "dès qu’il y a assez de nouvelles" },
} as const;
const leads = {
  first: { en: "to the first item", fr: "vers la première nouvelle" },
  page: { en: "to a page of your own", fr: "vers une page à vous" },
  none: { en: "nowhere", fr: "nulle part" },
} as const;

const config = z.strictObject({
  by: z
    .enum(["time", "count"])
    .default("time")
    .meta({
      label: { en: "Post the digest", fr: "Publier le récapitulatif" },
      help: {
        en: "Every Friday at 9:00, or as soon as 5 items are there.",
        fr: "Chaque vendredi à 9 h, ou dès que 5 nouvelles sont là.",
      },
      control: "select",
      options: ways,
    } satisfies FieldMeta),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .default(["fri"])
    .meta({
      label: { en: "On these days", fr: "Ces jours-là" },
      help: {
        en: "Friday: one post a week. Monday and Thursday: two.",
        fr: "Vendredi : une publication par semaine. Lundi et jeudi : deux.",
      },
      control: "tags",
      options: weekdayWords,
      when: { field: "by", is: ["time"] },
    } satisfies FieldMeta),
  time: TimeOfDay.default("09:00").meta({
    label: { en: "At what time", fr: "À quelle heure" },
    help: {
      en: "With 09:00, all that came until then is in it.",
      fr: "Avec 09:00, tout ce qui est arrivé jusque-là y figure.",
    },
    control: "time",
    when: { field: "by", is: ["time"] },
  } satisfies FieldMeta),
  zone: Zone.default("Europe/Paris").meta({
    label: { en: "Time zone", fr: "Fuseau horaire" },
    help: {
      en: "Europe/Paris: days and hours count by the clocks there.",
      fr: "Europe/Paris : les jours et les heures comptent à l’heure de là-bas.",
    },
    control: "zone",
    when: { field: "by", is: ["time"] },
    rare: true,
  } satisfies FieldMeta),
  count: z
    .int()
    .min(2)
    .max(100)
    .default(5)
    .meta({
      label: { en: "How many are enough", fr: "Combien suffisent" },
      help: {
        en: "With 5, the post leaves with the fifth item.",
        fr: "Avec 5, la publication part à la cinquième nouvelle.",
      },
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
        en: "{{count}} becomes the number: “5 stories of this week:”.",
        fr: "{{count}} devient le nombre : « 5 nouvelles de la semaine : ».",
      },
      control: "textarea",
      placeholder: { en: "{{count}} stories of this week:", fr: "{{count}} nouvelles de la semaine :" },
    } satisfies FieldMeta),
  line: templateText(500)
    .default("• {{title}}")
    .meta({
      label: { en: "A line for each item", fr: "Une ligne par nouvelle" },
      help: {
        en: "Written once for each: “• Acme opens a workshop”.",
        fr: "Écrite une fois pour chacune : « • Acme ouvre un atelier ».",
      },
      control: "template",
    } satisfies FieldMeta),
  lines: z
    .int()
    .min(1)
    .max(50)
    .default(10)
    .meta({
      label: { en: "Lines at most", fr: "Lignes au plus" },
      help: { en: "With 10, of 12 items 10 are listed.", fr: "Avec 10, sur 12 nouvelles, 10 sont citées." },
      control: "number",
    } satisfies FieldMeta),
  rest: z
    .string()
    .max(200)
    .default("… + {{count}}")
    .meta({
      label: { en: "Last line, where there are more", fr: "Dernière ligne, s’il y en a d’autres" },
      help: { en: "“… + 2” where two found no line.", fr: "« … + 2 » si deux n’ont pas trouvé place." },
      control: "text",
      rare: true,
    } satisfies FieldMeta),
  leads: z
    .enum(["first", "page", "none"])
    .default("first")
    .meta({
      label: { en: "Its link leads", fr: "Son lien mène" },
      help: {
        en: "To the first article listed, for instance, or to acme.example/news.",
        fr: "Vers le premier article cité, par exemple, ou vers acme.example/actualites.",
      },
      control: "select",
      options: leads,
    } satisfies FieldMeta),
  page: z
    .string()
    .max(2000)
    .default("")
    .meta({
      label: { en: "Address of the page", fr: "Adresse de la page" },
      help: {
        en: "acme.example/news, where all of it can be read.",
        fr: "acme.example/actualites, où tout peut se lire.",
      },
      control: "url",
      when: { field: "leads", is: ["page"] },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "digest",
  kind: "flow",
  decides: { digested: "by" },
  version: 1,
  title: { en: "Digest", fr: "Récapitulatif" },
  help: {
    en: "Makes one post of many items: it keeps what comes until the time, or until there is enough, and lists it. Where nothing came, nothing is posted.",
    fr: "Fait une seule publication de plusieurs nouvelles : met de côté ce qui arrive jusqu’à l’heure dite, ou jusqu’à ce qu’il y en ait assez, puis l’énumère. Si rien n’est venu, rien n’est publié.",
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
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "The digest", fr: "Le récapitulatif" }, carries: "items" }],
  keeps: { give: "together", gathers: true },
  check: ({ leads: to, page }) => (to !== "page" || isAddress(page) ? [] : [noPage]),
  summary: ({ by, days, time, count }) => {
    if (by === "count")
      return { en: `one post of every ${count} items`, fr: `une publication pour ${count} nouvelles` };
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
