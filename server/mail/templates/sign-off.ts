import { z } from "zod";
import { day, template as a } from "./letter.ts";

const Data = z.strictObject({
  name: z.string(),
  company: z.string(),
  /** Who asks, or who answered. */
  by: z.string(),
  map: z.string(),
  id: z.string(),
  /** What they say with it. */
  note: z.string(),
  /** null: it is asked. */
  answer: z.enum(["yes", "back"]).nullable(),
});

const said = {
  en: {
    ask: (by: string, map: string) => `${by} asks for your agreement to “${map}”`,
    yes: (by: string, map: string) => `“${map}” is live: ${by} agreed`,
    back: (by: string, map: string) => `${by} sends “${map}” back to you`,
    asked: "Nothing of it runs before somebody has looked at it and agreed.",
    gone: "Exactly the drawing that you proposed is live now.",
    return: "Nothing was published. Your draft is as you left it.",
    look: "Look at what changes",
    open: "Open the map",
    footer: (company: string) => `You get this mail because versions of maps need an agreement at ${company}.`,
  },
  fr: {
    ask: (by: string, map: string) => `${by} demande votre accord pour « ${map} »`,
    yes: (by: string, map: string) => `« ${map} » est en ligne : ${by} a donné son accord`,
    back: (by: string, map: string) => `${by} vous renvoie « ${map} »`,
    asked: "Rien ne s’exécute avant que quelqu’un l’ait regardée et ait donné son accord.",
    gone: "Le dessin que vous avez proposé, et lui seul, est maintenant en ligne.",
    return: "Rien n’a été publié. Votre brouillon est tel que vous l’avez laissé.",
    look: "Voir ce qui change",
    open: "Ouvrir la carte",
    footer: (company: string) =>
      `Vous recevez cet e-mail parce que les versions des cartes demandent un accord chez ${company}.`,
  },
} as const;

/** A version of a map waits for somebody's agreement; or what was said to it. */
export const template = a({
  name: "sign-off",
  title: { en: "Agreement to a version", fr: "Accord pour une version" },
  help: {
    en: "To those who may agree to a version of a map before it goes live, and then to who asked.",
    fr: "À qui peut donner son accord à une version d’une carte avant sa mise en ligne, puis à qui l’a demandé.",
  },
  data: Data,
  topic: () => ({
    name: "sign-off",
    title: { en: "Agreement to versions of maps", fr: "Accord pour les versions des cartes" },
  }),
  lasts: 7 * day,
  sample: () => ({
    name: "Claire Dubois",
    company: "Atelier Lumen",
    by: "Camille Durand",
    map: "L’actualité d’Atelier Lumen",
    id: "00000000-0000-4000-8000-000000000001",
    note: "L’alerte « éclairage urbain » rejoint la carte, un canal en sort.",
    answer: null,
  }),
  write: ({ company, by, map, id, note, answer }, language, { home }) => {
    const words = said[language];
    const title = words[answer ?? "ask"](by, map);
    const link = new URL(`/maps/${id}${answer === null ? "?publish" : ""}`, home).href;
    return {
      subject: title,
      preheader: note || (answer === null ? words.asked : answer === "yes" ? words.gone : words.return),
      title: `${title}.`,
      lead: answer === null ? words.asked : answer === "yes" ? words.gone : words.return,
      blocks: [
        ...(note === "" ? [] : [{ kind: "quote" as const, text: note, by }]),
        { kind: "button" as const, label: answer === null ? words.look : words.open, link },
      ],
      footer: [words.footer(company)],
      from: company,
    };
  },
});
