import { z } from "zod";
import { day, template as a } from "./letter.ts";

const Both = z.strictObject({ en: z.string(), fr: z.string() });
const Picture = z.strictObject({ cid: z.string(), alt: z.string(), width: z.int(), height: z.int() });
const Row = z.strictObject({
  picture: Picture.nullable(),
  mark: z.strictObject({ cid: z.string(), network: z.string() }).nullable(),
  topic: z.string(),
  title: z.string(),
  link: z.url(),
});

const Data = z.strictObject({
  topic: z.strictObject({ name: z.string(), title: Both }),
  name: z.string(),
  company: z.string(),
  every: z.enum(["day", "week"]),
  /** What waits for a yes, and how much more. */
  rows: z.array(Row),
  more: z.int(),
  /** Of their own posts in the last seven days, as networks and links told them. */
  figures: z.array(z.strictObject({ value: z.int(), label: Both })),
  /** What was published in the last seven days, for who wants to know. */
  news: z.array(Row),
  /** When it comes: a weekday (1 is Monday; null each day) and minutes after midnight. */
  slot: z.strictObject({ day: z.int().nullable(), minute: z.int() }),
});

const counted = (count: number, language: "en" | "fr"): string => {
  const words = {
    en: ["", "One", "Two", "Three", "Four", "Five"],
    fr: ["", "Une", "Deux", "Trois", "Quatre", "Cinq"],
  };
  return words[language][count] ?? String(count);
};
/** 5 January 1970 was a Monday. */
const weekday = (number: number, language: "en" | "fr"): string =>
  new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { weekday: "long", timeZone: "UTC" }).format(
    Date.UTC(1970, 0, 4 + number),
  );
const clock = (minute: number, language: "en" | "fr"): string => {
  const [hour, rest] = [Math.floor(minute / 60), String(minute % 60).padStart(2, "0")];
  return language === "fr" ? `${hour} h${rest === "00" ? "" : ` ${rest}`}` : `${hour}:${rest}`;
};

/** What waits, and what became of the last ones: once a day or a week, as its reader chose; also for colleagues who publish nothing, if they want it. */
export const template = a({
  name: "week",
  title: { en: "Digest", fr: "Récapitulatif" },
  help: {
    en: "To a person who chose a daily or weekly digest: what waits for their yes, and the figures of their own posts. And, for whoever wants it, also colleagues who publish nothing: what was published in the week.",
    fr: "À la personne qui a choisi un récapitulatif par jour ou par semaine : ce qui attend son oui et les chiffres de ses propres posts. Et, pour qui le veut, même sans rien publier : ce qui a été publié dans la semaine.",
  },
  data: Data,
  topic: ({ topic }) => topic,
  lasts: 2 * day,
  sample: (language) => {
    const fr = language === "fr";
    const picture = (alt: string) => ({ cid: "picture-sample", alt, width: 1088, height: 612 });
    const row = (topic: string, title: string) => ({
      ...{ picture: picture(title), mark: { cid: "mark-sample", network: "Agora" }, topic, title },
      link: "https://relaymap.example/p/example",
    });
    return {
      topic: { name: "notice/digest", title: { en: "Your digest", fr: "Votre récapitulatif" } },
      ...{ name: "Léa Martin", company: "Atelier Lumen", every: "week" as const, more: 0 },
      rows: fr
        ? [
            row("Santé", "La lumière du matin aide à mieux dormir"),
            row("Coulisses", "Trois nuits de réglages dans l’escalier de la tour"),
            row("Projets", "Le musée de Nantes rouvre sous une autre lumière"),
          ]
        : [
            row("Health", "Morning light helps to sleep better"),
            row("Backstage", "Three nights of adjusting on the stairs of the tower"),
            row("Projects", "The museum of Nantes opens again in another light"),
          ],
      figures: [
        { value: 14, label: { en: "visits to the site", fr: "visites du site" } },
        { value: 38, label: { en: "likes, on Agora", fr: "j’aime, sur Agora" } },
      ],
      news: [],
      slot: { day: 1, minute: 480 },
    };
  },
  write: ({ company, every, rows, more, figures, news, slot }, language, { home }) => {
    const fr = language === "fr";
    const all = rows.length + more;
    const weekly = every === "week";
    const waits = fr
      ? `${counted(all, language)} ${all === 1 ? "proposition attend" : "propositions attendent"} votre réponse.`
      : `${counted(all, language)} ${all === 1 ? "proposal waits" : "proposals wait"} for your answer.`;
    const told = fr ? "Ce que nous avons publié cette semaine." : "What we published this week.";
    const lead = all > 0 ? waits : told;
    const see = fr ? "Voir" : "See";
    const shown = (row: z.infer<typeof Row>) => ({ ...row, over: row.topic, label: see });
    const at = clock(slot.minute, language);
    return {
      subject: weekly
        ? fr
          ? `Votre semaine chez ${company} : ${all > 0 ? (all === 1 ? "une proposition" : `${all} propositions`) : "ce qui a été publié"}`
          : `Your week at ${company}: ${all > 0 ? (all === 1 ? "one proposal" : `${all} proposals`) : "what was published"}`
        : fr
          ? `Aujourd’hui chez ${company} : ${all === 1 ? "une proposition" : `${all} propositions`}`
          : `Today at ${company}: ${all === 1 ? "one proposal" : `${all} proposals`}`,
      preheader: `${lead} ${fr ? "Rien ne part sans vous." : "Nothing goes out without you."}`,
      title: weekly
        ? fr
          ? "Votre semaine, en deux minutes"
          : "Your week, in two minutes"
        : fr
          ? "Votre journée, en une minute"
          : "Your day, in a minute",
      lead,
      blocks: [
        ...(rows.length === 0 ? [] : [{ kind: "rows" as const, rows: rows.map(shown) }]),
        ...(more === 0
          ? []
          : [
              {
                kind: "text" as const,
                quiet: true,
                text: fr
                  ? more === 1
                    ? "Et une autre, sur votre page."
                    : `Et ${more} autres, sur votre page.`
                  : more === 1
                    ? "And one more, on your page."
                    : `And ${more} more, on your page.`,
              },
            ]),
        ...(figures.length === 0
          ? []
          : [
              {
                kind: "heading" as const,
                text: fr ? "Vos publications de la semaine passée" : "Your posts of last week",
              },
              {
                kind: "figures" as const,
                figures: figures.map(({ value, label }) => ({ value: String(value), label: label[language] })),
              },
            ]),
        ...(news.length === 0
          ? []
          : [
              ...(all > 0
                ? [{ kind: "heading" as const, text: fr ? "Publié cette semaine" : "Published this week" }]
                : []),
              { kind: "rows" as const, rows: news.map(shown) },
            ]),
        ...(all === 0
          ? []
          : [
              {
                kind: "button" as const,
                label: fr
                  ? weekly
                    ? "Ouvrir ma semaine"
                    : "Ouvrir ma journée"
                  : weekly
                    ? "Open my week"
                    : "Open my day",
                link: new URL("/", home).href,
              },
            ]),
      ],
      footer: [
        slot.day === null
          ? fr
            ? `Chaque jour à ${at}, comme vous l’avez choisi.`
            : `Each day at ${at}, as you chose.`
          : fr
            ? `Le ${weekday(slot.day, language)} à ${at}, comme vous l’avez choisi.`
            : `On ${weekday(slot.day, language)} at ${at}, as you chose.`,
      ],
      change: "/notices",
      from: company,
    };
  },
});
