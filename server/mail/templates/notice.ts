import { z } from "zod";
import { day, template as a } from "./letter.ts";

const Both = z.strictObject({ en: z.string(), fr: z.string() });
const Data = z.strictObject({
  /** What its reader stops with one tap. */
  topic: z.strictObject({ name: z.string(), title: Both }),
  name: z.string(),
  company: z.string(),
  title: Both,
  text: Both,
  button: Both,
  /** The page that it opens, from our own root. */
  path: z.string().regex(/^\/(?!\/)/u),
});

/** One sentence to one person, and the page where they see more: what has no mail of its own. */
export const template = a({
  name: "notice",
  title: { en: "Notice", fr: "Notification" },
  help: {
    en: "To a person, when something of theirs changed: a suggestion that was taken up, an account to connect again, a new charter. Within their own budget and hours.",
    fr: "À une personne, quand quelque chose la concerne : une suggestion retenue, un compte à reconnecter, une nouvelle charte. Dans la limite et aux heures qu’elle a choisies.",
  },
  data: Data,
  topic: ({ topic }) => topic,
  lasts: 3 * day,
  sample: () => ({
    topic: { name: "notice/suggestion", title: { en: "Your suggestions", fr: "Vos suggestions" } },
    name: "Léa Martin",
    company: "Atelier Lumen",
    title: { en: "Your suggestion is in Content.", fr: "Votre suggestion est dans Contenus." },
    text: {
      en: "“Three nights on the stairs of the tower” can be shared by your colleagues now.",
      fr: "« Trois nuits dans l’escalier de la tour » : vos collègues peuvent maintenant la partager.",
    },
    button: { en: "See it", fr: "Voir" },
    path: "/suggest",
  }),
  write: ({ company, title, text, button, path }, language, { home }) => ({
    subject: title[language],
    preheader: text[language],
    title: title[language],
    lead: text[language],
    blocks: [{ kind: "button", label: button[language], link: new URL(path, home).href }],
    footer: [
      language === "fr"
        ? `Vous recevez cet e-mail parce que vous participez chez ${company}.`
        : `You get this mail because you take part at ${company}.`,
    ],
    from: company,
  }),
});
