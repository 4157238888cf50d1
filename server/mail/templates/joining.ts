import { z } from "zod";
import { day, first, template as a } from "./letter.ts";

const Data = z.strictObject({
  /** Of their own asking. */
  request: z.number().int(),
  name: z.string(),
  company: z.string(),
  /** Lets its reader in; found when the mail goes. */
  link: z.string().nullable(),
});

/** Whoever asked to come in by the company's poster or link proves with this mail that the address is theirs. */
export const template = a({
  name: "joining",
  title: { en: "Coming in by oneself", fr: "Rejoindre de soi-même" },
  help: {
    en: "To a person who asked to join with an address of one of the domains that are let in: its link proves that the address is theirs.",
    fr: "À une personne qui a demandé à rejoindre avec une adresse d’un domaine admis : le lien prouve que l’adresse est la sienne.",
  },
  data: Data,
  topic: null,
  lasts: day / 2,
  sample: () => ({ request: 1, name: "Léa Martin", company: "Atelier Lumen", link: null }),
  write: ({ name, company, link }, language, { home }) => {
    const button = link ?? home;
    return language === "fr"
      ? {
          subject: `${company} : confirmez votre adresse pour rejoindre`,
          preheader: "Un seul bouton. Ouvrir cet e-mail n’engage à rien.",
          title: `${first(name)}, c’est bien vous ?`,
          lead: `Quelqu’un, vous sans doute, a demandé à rejoindre les ambassadeurs, chez ${company}, avec cette adresse.`,
          blocks: [{ kind: "button", label: "Oui, je regarde", link: button }],
          footer: [
            "Ce lien est à vous seul, sert une fois, et dure un jour.",
            "Vous n’avez rien demandé ? Ne faites rien : sans ce bouton, rien n’est créé.",
          ],
          from: company,
        }
      : {
          subject: `${company}: confirm your address to join`,
          preheader: "One button. Opening this mail commits you to nothing.",
          title: `${first(name)}, is this you?`,
          lead: `Somebody, you most likely, asked to join the ambassadors of ${company} with this address.`,
          blocks: [{ kind: "button", label: "Yes, let me see", link: button }],
          footer: [
            "This link is yours alone, works once, and lasts a day.",
            "You asked for nothing? Do nothing: without this button nothing is made.",
          ],
          from: company,
        };
  },
});
