import { z } from "zod";
import { type Block, day, template as a } from "./letter.ts";

const Both = z.strictObject({ en: z.string(), fr: z.string() });
const Data = z.strictObject({
  topic: z.strictObject({ name: z.string(), title: Both }),
  name: z.string(),
  company: z.string(),
  title: Both,
  zone: z.string(),
  path: z.string().regex(/^\/(?!\/)/u),
  /** In the order of their times; `more` are left out. */
  posts: z.array(
    z.strictObject({ at: z.iso.datetime({ offset: true }), title: z.string(), topic: z.string().nullable() }),
  ),
  more: z.int(),
});

const words = {
  en: {
    lead: (count: number) => (count === 1 ? "One post is planned with you." : `${count} posts are planned with you.`),
    calm: "Each waits for your yes, except where you chose to let it happen by itself: publish it, change a word, or say no.",
    short: "You say yes, change a word, or say no.",
    more: (count: number) => (count === 1 ? "And one more." : `And ${count} more.`),
    button: "See what is proposed",
    footer: (company: string) => `You get this once a week because you take part at ${company}.`,
  },
  fr: {
    lead: (count: number) =>
      count === 1 ? "Un billet est prévu avec vous." : `${count} billets sont prévus avec vous.`,
    calm: "Chacun attend votre oui, sauf là où vous avez choisi de laisser faire : publiez, changez un mot, ou dites non.",
    short: "Vous dites oui, changez un mot, ou dites non.",
    more: (count: number) => (count === 1 ? "Et un autre." : `Et ${count} autres.`),
    button: "Voir ce qui est proposé",
    footer: (company: string) =>
      `Vous recevez cet e-mail une fois par semaine parce que vous participez chez ${company}.`,
  },
} as const;

/** What a manager planned for a week, to each person who is asked for some of it. */
export const template = a({
  name: "planned",
  title: { en: "The week as planned", fr: "La semaine telle qu’elle est planifiée" },
  help: {
    en: "To each person who takes part, when a manager sends the week: what is planned with them, by day. Once a week.",
    fr: "À chaque personne qui participe, quand un responsable envoie la semaine : ce qui est prévu avec elle, jour par jour. Une fois par semaine.",
  },
  data: Data,
  topic: ({ topic }) => topic,
  lasts: 6 * day,
  sample: (language) => ({
    topic: { name: "notice/plan", title: { en: "The week as planned", fr: "La semaine telle qu’elle est planifiée" } },
    ...{ name: "Léa Martin", company: "Atelier Lumen", zone: "Europe/Paris", path: "/proposals", more: 0 },
    title: { en: "Your week, 30 November to 6 December", fr: "Votre semaine, du 30 novembre au 6 décembre" },
    posts: (language === "fr"
      ? [
          ["2026-11-30T08:30:00Z", "Trois nuits de réglages dans l’escalier de la tour", "Coulisses"],
          ["2026-12-02T11:30:00Z", "Nous cherchons un luminariste", "Emploi"],
          ["2026-12-03T16:00:00Z", "La passerelle rouvre", null],
        ]
      : [
          ["2026-11-30T08:30:00Z", "Three nights of adjusting on the stairs of the tower", "Backstage"],
          ["2026-12-02T11:30:00Z", "We look for a lighting designer", "Jobs"],
          ["2026-12-03T16:00:00Z", "The footbridge opens again", null],
        ]
    ).map(([at, title, topic]) => ({ at: at!, title: title!, topic: topic ?? null })),
  }),
  write: ({ company, title, zone, posts, more, path }, language, { home }) => {
    const said = words[language];
    const locale = language === "fr" ? "fr-FR" : "en-GB";
    const part = (at: string, how: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(locale, { ...how, timeZone: zone }).format(Date.parse(at));
    const dayOf = (at: string): string => {
      const written = part(at, { weekday: "long", day: "numeric", month: "long" }).replace(
        " 1 ",
        language === "fr" ? " 1er " : " 1 ",
      );
      return `${written.charAt(0).toUpperCase()}${written.slice(1)}`;
    };
    return {
      subject: `${title[language]} · ${company}`,
      preheader: said.short,
      title: title[language],
      lead: said.lead(posts.length + more),
      blocks: [
        ...[...Map.groupBy(posts, ({ at }) => dayOf(at))].flatMap(([text, of]): Block[] => [
          { kind: "heading", text },
          {
            kind: "lines",
            lines: of.map((post) => ({
              before: part(post.at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
              title: post.title,
              ...(post.topic === null ? {} : { note: post.topic }),
            })),
          },
        ]),
        ...(more === 0 ? [] : [{ kind: "text" as const, quiet: true, text: said.more(more) }]),
        { kind: "text", text: said.calm },
        { kind: "button", label: said.button, link: new URL(path, home).href },
      ],
      footer: [said.footer(company)],
      change: "/notices",
      from: company,
    };
  },
});
