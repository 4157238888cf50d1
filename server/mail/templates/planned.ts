import { z } from "zod";
import { day, template as a } from "./letter.ts";

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
    lead: (count: number) =>
      count === 1 ? "One post is planned with you this week." : `${count} posts are planned with you this week.`,
    calm: "Each waits for your yes: publish it, change a word, or say no. Nothing goes out without you.",
    more: (count: number) => (count === 1 ? "And one more." : `And ${count} more.`),
    any: "For everybody",
    look: "Look at it",
    button: "See what is proposed",
    footer: (company: string) => `You get this once a week because you take part at ${company}.`,
  },
  fr: {
    lead: (count: number) =>
      count === 1
        ? "Un billet est prévu avec vous cette semaine."
        : `${count} billets sont prévus avec vous cette semaine.`,
    calm: "Chacun attend votre oui : publiez, changez un mot, ou dites non. Rien ne part sans vous.",
    more: (count: number) => (count === 1 ? "Et un autre." : `Et ${count} autres.`),
    any: "Pour tous",
    look: "Voir",
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
    const link = new URL(path, home).href;
    const when = new Intl.DateTimeFormat(locale, {
      ...{ weekday: "long", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone },
    });
    return {
      subject: `${title[language]} · ${company}`,
      preheader: said.calm,
      title: title[language],
      lead: said.lead(posts.length + more),
      blocks: [
        {
          kind: "rows",
          rows: posts.map((post) => ({
            ...{ picture: null, mark: null, link, label: said.look, title: post.title },
            over: `${when.format(Date.parse(post.at))} · ${post.topic ?? said.any}`,
          })),
        },
        ...(more === 0 ? [] : [{ kind: "text" as const, quiet: true, text: said.more(more) }]),
        { kind: "text", text: said.calm },
        { kind: "button", label: said.button, link },
      ],
      footer: [said.footer(company)],
      change: "/notices",
      from: company,
    };
  },
});
