import { z } from "zod";
import { day, template as a } from "./letter.ts";

const outcomes = ["accepted", "changed", "declined", "published"] as const;
const Data = z.strictObject({
  name: z.string(),
  company: z.string(),
  /** Who answered; null: nobody had to, or they are gone. */
  by: z.string().nullable(),
  word: z.string(),
  title: z.string(),
  outcome: z.enum(outcomes),
  /** A word to the managers: it goes on to nobody. */
  idea: z.boolean(),
  /** Where the first post of it is. */
  link: z.string().nullable(),
});

/** What became of what somebody brought in. */
export const template = a({
  name: "suggestion",
  title: { en: "What became of a suggestion", fr: "Ce que devient une suggestion" },
  help: {
    en: "To whoever suggested something: when it was answered, and when the first post of it is out.",
    fr: "À qui a suggéré quelque chose : quand une réponse est donnée, et quand la première publication est en ligne.",
  },
  data: Data,
  topic: () => ({ name: "suggestion", title: { en: "My suggestions", fr: "Mes suggestions" } }),
  lasts: 3 * day,
  sample: () => ({
    name: "Léa Martin",
    company: "Atelier Lumen",
    by: "Claire Dubois",
    word: "",
    title: "Trois nuits dans l’escalier",
    outcome: "accepted" as const,
    idea: false,
    link: null,
  }),
  write: ({ name, company, by, word, title, outcome, idea, link }, language, { home }) => {
    const who = by ?? company;
    const said = sentences[language]({ who, title, idea })[outcome];
    const page = new URL("/suggest/sent", home).href;
    return {
      subject: said.subject,
      preheader: title,
      title: `${name}, ${said.title}`,
      lead: said.lead,
      blocks: [
        ...(word === "" ? [] : [{ kind: "quote" as const, text: word, ...(by === null ? {} : { by }) }]),
        ...(link === null ? [] : [{ kind: "card" as const, title, link }]),
        { kind: "button", label: said.button, link: page },
      ],
      footer: [
        language === "fr"
          ? `Vous recevez cet e-mail parce que vous avez suggéré cela chez ${company}.`
          : `You get this mail because you suggested this at ${company}.`,
      ],
      from: company,
    };
  },
});

type About = { who: string; title: string; idea: boolean };
type Said = Record<z.infer<typeof Data>["outcome"], { subject: string; title: string; lead: string; button: string }>;

const sentences: Record<"en" | "fr", (about: About) => Said> = {
  en: ({ who, title, idea }) => ({
    accepted: {
      subject: `Thank you: “${title}” is taken`,
      title: idea ? `${who} read your idea.` : `${who} took your suggestion.`,
      lead: idea
        ? "It stays inside, and is not posted."
        : "It goes on to the colleagues who take such topics. Each decides for themselves.",
      button: "See what becomes of it",
    },
    changed: {
      subject: `Other words for “${title}”?`,
      title: `${who} would say it a little otherwise.`,
      lead: "Nothing of it goes out before you said yes. You see both versions beside each other.",
      button: "Compare and answer",
    },
    declined: {
      subject: `About “${title}”`,
      title: `${who} does not keep this one.`,
      lead: "Thank you all the same.",
      button: "See your suggestions",
    },
    published: {
      subject: `“${title}” is out`,
      title: "your suggestion is out.",
      lead: "A first post was made of it.",
      button: "See what came of it",
    },
  }),
  fr: ({ who, title, idea }) => ({
    accepted: {
      subject: `Merci : « ${title} » est retenue`,
      title: idea ? `${who} a lu votre idée.` : `${who} a retenu votre suggestion.`,
      lead: idea
        ? "Elle reste en interne et n’est pas publiée."
        : "Elle est proposée aux collègues qui suivent ces thèmes. Chacun décide pour soi.",
      button: "Voir ce qu’elle devient",
    },
    changed: {
      subject: `D’autres mots pour « ${title} » ?`,
      title: `${who} la dirait un peu autrement.`,
      lead: "Rien ne part avant votre oui. Vous voyez les deux versions côte à côte.",
      button: "Comparer et répondre",
    },
    declined: {
      subject: `À propos de « ${title} »`,
      title: `${who} ne garde pas celle-ci.`,
      lead: "Merci quand même.",
      button: "Voir vos suggestions",
    },
    published: {
      subject: `« ${title} » est en ligne`,
      title: "votre suggestion est en ligne.",
      lead: "Une première publication en est née.",
      button: "Voir ce qui en est né",
    },
  }),
};
