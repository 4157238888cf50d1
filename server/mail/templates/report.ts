import { z } from "zod";
import { conversionKinds } from "#engine/conversion.ts";
import { type Block, day, template as a } from "./letter.ts";

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

type Count = (of: number, less: number) => string;
const [english, french] = ["en-GB", "fr-FR"].map(
  (locale) => (value: number) => new Intl.NumberFormat(locale).format(value),
) as [(value: number) => string, (value: number) => string];
/** Nobody told it where there is nothing that it was counted from. */
const en = (of: number): string => (of === 1 ? "one post" : `${english(of)} posts`);
const fr = (of: number): string => (of < 2 ? `${of} publication` : `${french(of)} publications`);
const told = (of: number, words: (posts: string) => string, none: string, posts: (of: number) => string): string =>
  of === 0 ? none : words(posts(of));
const bySite: Record<"en" | "fr", Count> = {
  en: (of) => `told by your site in the month; ${english(of)} linked to a post`,
  fr: (of) => `selon votre site, dans le mois ; ${french(of)} ${of < 2 ? "liée" : "liées"} à une publication`,
};

/** What each number is called, and how it is counted, from what, how sure: as the results page says it. */
const called: Record<"en" | "fr", Record<Name, [string, Count]>> = {
  en: {
    invited: ["People invited", () => "people who may enter, on the last day"],
    connected: [
      "People with an account",
      () => "of these, with an account of their own that is connected, on the last day",
    ],
    active: ["People who published", () => "different people with a post in the month; fewer than five are not told"],
    posts: ["Posts", (of) => `published in the month; ${english(of)} confirmed by their network`],
    potential: [
      "Potential reach",
      (of) =>
        told(
          of,
          (posts) => `followers × posts, for ${posts}; nobody says how many saw them`,
          "no followers were read",
          en,
        ),
    ],
    views: [
      "Impressions",
      (of) => told(of, (posts) => `as networks told last, for ${posts} of the month`, "no network told them", en),
    ],
    reactions: [
      "Reactions, comments, reposts",
      (of) => told(of, (posts) => `as networks told last, for up to ${posts} of the month`, "no network told them", en),
    ],
    clicks: [
      "Clicks without robots",
      (_, less) =>
        `seen in the month, to older posts as well; ${english(less)} of robots and of colleagues are left out. One person may click twice`,
    ],
    visit: ["Visits of the page that matters", bySite.en],
    contact: ["Contacts", bySite.en],
    registration: ["Registrations", bySite.en],
    entry: ["Applications", bySite.en],
    hire: ["Hires", bySite.en],
  },
  fr: {
    invited: ["Personnes invitées", () => "personnes qui ont accès, au dernier jour"],
    connected: ["Personnes avec un compte", () => "parmi elles, avec un compte à elles connecté, au dernier jour"],
    active: [
      "Personnes qui ont publié",
      () => "personnes différentes avec une publication dans le mois ; moins de cinq ne sont pas dites",
    ],
    posts: [
      "Publications",
      (of) =>
        `sorties dans le mois ; ${french(of)} ${of < 2 ? "confirmée par son réseau" : "confirmées par leur réseau"}`,
    ],
    potential: [
      "Portée potentielle",
      (of) =>
        told(
          of,
          (posts) => `abonnés × publications, pour ${posts} ; nul ne dit combien les ont vues`,
          "aucun abonné n’a été relevé",
          fr,
        ),
    ],
    views: [
      "Affichages",
      (of) =>
        told(of, (posts) => `au dernier relevé des réseaux, pour ${posts} du mois`, "aucun réseau ne les a dits", fr),
    ],
    reactions: [
      "Réactions, commentaires, partages",
      (of) =>
        told(
          of,
          (posts) => `au dernier relevé des réseaux, pour ${posts} du mois au plus`,
          "aucun réseau ne les a dits",
          fr,
        ),
    ],
    clicks: [
      "Clics sans robots",
      (_, less) =>
        `vus dans le mois, aussi vers des publications plus anciennes ; ${french(less)} de robots et de collègues sont ôtés. Une personne peut cliquer deux fois`,
    ],
    visit: ["Visites de la page qui compte", bySite.fr],
    contact: ["Contacts", bySite.fr],
    registration: ["Inscriptions", bySite.fr],
    entry: ["Candidatures", bySite.fr],
    hire: ["Embauches", bySite.fr],
  },
};
/** The numbers by what they are about. */
const parts: readonly { title: { en: string; fr: string }; names: readonly Name[] }[] = [
  { title: { en: "The people", fr: "Les personnes" }, names: ["invited", "connected", "active"] },
  { title: { en: "The posts", fr: "Les publications" }, names: ["posts", "potential", "views", "reactions"] },
  { title: { en: "What they led to", fr: "Ce qu’elles ont amené" }, names: ["clicks", ...conversionKinds] },
];

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
    const french = language === "fr";
    const number = new Intl.NumberFormat(french ? "fr-FR" : "en-GB");
    const value = (line: Line): string =>
      line.value === null ? (french ? "non dit" : "not told") : number.format(line.value);
    const great = lines.filter(({ name, value: of }) => ["posts", "clicks", "entry", "hire"].includes(name) && of);
    return {
      subject: `${title[language]} · ${company}`,
      preheader: french ? "Chaque nombre dit comment il est compté." : "Each number says how it is counted.",
      title: title[language],
      lead: french ? "Chaque nombre dit comment il est compté." : "Each number says how it is counted.",
      blocks: [
        {
          kind: "figures",
          figures: great
            .slice(0, 3)
            .map((line) => ({ value: value(line), label: called[language][line.name][0].toLowerCase() })),
        },
        ...parts.flatMap((part): Block[] => {
          const of = lines.filter(({ name }) => part.names.includes(name));
          if (of.length === 0) return [];
          return [
            { kind: "heading", text: part.title[language] },
            {
              kind: "lines",
              lines: of.map((line) => {
                const [title, how] = called[language][line.name];
                return { title, value: value(line), note: how(line.of ?? 0, line.less ?? 0) };
              }),
            },
          ];
        }),
        {
          kind: "text",
          quiet: true,
          text: french
            ? "Ce sont des sommes : aucun nombre ne porte sur une personne, et les groupes de moins de cinq ne sont pas dits."
            : "These are sums: no number is about one person, and groups of fewer than five are not told.",
        },
        {
          kind: "button",
          label: french ? "Voir tous les résultats" : "See all results",
          link: new URL(path, home).href,
        },
      ],
      footer: [
        french
          ? `Vous recevez cet e-mail parce que vous avez choisi le bilan mensuel de ${company}.`
          : `You get this mail because you chose the monthly report of ${company}.`,
      ],
      change: "/notices",
      from: company,
    };
  },
});
type Line = z.infer<typeof Data>["lines"][number];
