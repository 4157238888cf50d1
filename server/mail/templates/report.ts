import { z } from "zod";
import { conversionKinds } from "#engine/conversion.ts";
import { day, template as a } from "./letter.ts";

const Both = z.strictObject({ en: z.string(), fr: z.string() });
const people = ["invited", "connected", "active", "posts", "potential", "views", "reactions", "clicks"] as const;
const names = [...people, ...conversionKinds] as const;
const Data = z.strictObject({
  topic: z.strictObject({ name: z.string(), title: Both }),
  name: z.string(),
  company: z.string(),
  title: Both,
  path: z.string().regex(/^\/(?!\/)/u),
  since: z.iso.date(),
  until: z.iso.date(),
  /** null: too few people, or nobody told it. */
  lines: z.array(
    z.strictObject({
      name: z.enum(names),
      value: z.number().nullable(),
      of: z.int().exactOptional(),
      less: z.int().exactOptional(),
    }),
  ),
});
type Name = (typeof names)[number];

/** What each number is called, and how it is counted, from what, how sure: as the results page says it. */
const called: Record<"en" | "fr", Record<Name, [string, (of: string, less: string) => string]>> = {
  en: {
    invited: ["people invited", () => "people who may enter, on the last day"],
    connected: [
      "people with an account",
      () => "of these, with an account of their own that is connected, on the last day",
    ],
    active: ["people who published", () => "different people with a post in the month; fewer than five are not told"],
    posts: ["posts", (of) => `published in the month; ${of} confirmed by their network`],
    potential: ["potential reach", (of) => `followers × posts, for ${of} posts; nobody says how many saw them`],
    views: ["impressions", (of) => `as networks told last, for ${of} posts of the month`],
    reactions: ["reactions, comments, reposts", (of) => `as networks told last, for up to ${of} posts of the month`],
    clicks: [
      "clicks without robots",
      (_, less) =>
        `seen in the month, to older posts as well; ${less} of robots and of colleagues are left out. One person may click twice`,
    ],
    visit: ["visits of the page that matters", (of) => `told by your site in the month; ${of} linked to a post`],
    contact: ["contacts", (of) => `told by your site in the month; ${of} linked to a post`],
    registration: ["registrations", (of) => `told by your site in the month; ${of} linked to a post`],
    entry: ["applications", (of) => `told by your site in the month; ${of} linked to a post`],
    hire: ["hires", (of) => `told by your site in the month; ${of} linked to a post`],
  },
  fr: {
    invited: ["personnes invitées", () => "personnes qui ont accès, au dernier jour"],
    connected: ["personnes avec un compte", () => "parmi elles, avec un compte à elles connecté, au dernier jour"],
    active: [
      "personnes qui ont publié",
      () => "personnes différentes avec une publication dans le mois ; moins de cinq ne sont pas dites",
    ],
    posts: ["publications", (of) => `publiées dans le mois ; ${of} confirmées par leur réseau`],
    potential: [
      "portée potentielle",
      (of) => `abonnés × publications, pour ${of} publications ; nul ne dit combien les ont vues`,
    ],
    views: ["affichages", (of) => `au dernier relevé des réseaux, pour ${of} publications du mois`],
    reactions: [
      "réactions, commentaires, partages",
      (of) => `au dernier relevé des réseaux, pour ${of} publications du mois au plus`,
    ],
    clicks: [
      "clics sans robots",
      (_, less) =>
        `vus dans le mois, aussi vers des publications plus anciennes ; ${less} de robots et de collègues sont ôtés. Une personne peut cliquer deux fois`,
    ],
    visit: [
      "visites de la page qui compte",
      (of) => `dites par votre site dans le mois ; ${of} reliées à une publication`,
    ],
    contact: ["contacts", (of) => `dits par votre site dans le mois ; ${of} reliés à une publication`],
    registration: ["inscriptions", (of) => `dites par votre site dans le mois ; ${of} reliées à une publication`],
    entry: ["candidatures", (of) => `dites par votre site dans le mois ; ${of} reliées à une publication`],
    hire: ["embauches", (of) => `dites par votre site dans le mois ; ${of} reliées à une publication`],
  },
};

/** The month that ended, to who runs the programme and chose it: the numbers of the results page, each with how it is counted. */
export const template = a({
  name: "report",
  title: { en: "Monthly report", fr: "Bilan du mois" },
  help: {
    en: "To managers and administrators who chose it, on the first of a month: the numbers of the month that ended, as the results page has them.",
    fr: "Aux responsables et administrateurs qui l’ont choisi, le premier du mois : les nombres du mois écoulé, tels que la page des résultats les donne.",
  },
  data: Data,
  topic: ({ topic }) => topic,
  lasts: 14 * day,
  sample: () => ({
    topic: { name: "notice/report", title: { en: "The monthly report", fr: "Le bilan du mois" } },
    ...{ name: "Camille Durand", company: "Atelier Lumen", path: "/results?days=month" },
    title: { en: "What came of October 2026", fr: "Le bilan d’octobre 2026" },
    ...{ since: "2026-10-01", until: "2026-10-31" },
    lines: [
      { name: "invited", value: 34 },
      { name: "connected", value: 28 },
      { name: "active", value: 21 },
      { name: "posts", value: 219, of: 214 },
      { name: "potential", value: 52_046, of: 105 },
      { name: "views", value: null, of: 0 },
      { name: "reactions", value: 1883, of: 160 },
      { name: "clicks", value: 2527, less: 1204 },
      { name: "registration", value: 31, of: 29 },
      { name: "entry", value: 22, of: 20 },
    ] satisfies Line[],
  }),
  write: ({ company, title, path, lines }, language, { home }) => {
    const fr = language === "fr";
    const locale = fr ? "fr-FR" : "en-GB";
    const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
    const value = (line: Line): string => (line.value === null ? (fr ? "non dit" : "not told") : number(line.value));
    const great = lines.filter(({ name, value: told }) => ["posts", "clicks", "entry", "hire"].includes(name) && told);
    const all = lines.map((line) => {
      const [name, how] = called[language][line.name];
      return `${name}${fr ? " : " : ": "}${value(line)} (${how(number(line.of ?? 0), number(line.less ?? 0))})`;
    });
    return {
      subject: `${title[language]} · ${company}`,
      preheader: fr ? "Chaque nombre dit comment il est compté." : "Each number says how it is counted.",
      title: title[language],
      blocks: [
        {
          kind: "figures",
          figures: great.slice(0, 3).map((line) => ({ value: value(line), label: called[language][line.name][0] })),
        },
        { kind: "points", points: all },
        {
          kind: "text",
          quiet: true,
          text: fr
            ? "Ce sont des sommes : aucun nombre ne porte sur une personne, et les groupes de moins de cinq ne sont pas dits."
            : "These are sums: no number is about one person, and groups of fewer than five are not told.",
        },
        { kind: "button", label: fr ? "Voir tous les résultats" : "See all results", link: new URL(path, home).href },
      ],
      footer: [
        fr
          ? `Vous recevez cet e-mail parce que vous avez choisi le bilan mensuel de ${company}.`
          : `You get this mail because you chose the monthly report of ${company}.`,
      ],
      change: "/notices",
      from: company,
    };
  },
});
type Line = z.infer<typeof Data>["lines"][number];
