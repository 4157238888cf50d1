import { z } from "zod";
import { first, hour, template as a } from "./letter.ts";

const Data = z.strictObject({ name: z.string(), company: z.string() });

/** Asked for on the sign-in page. Whoever did not ask need do nothing. */
export const template = a({
  name: "sign-in",
  title: { en: "Sign-in link", fr: "Lien de connexion" },
  help: {
    en: "To a person who asks for it on the sign-in page.",
    fr: "À une personne qui le demande sur la page de connexion.",
  },
  data: Data,
  topic: null,
  signIn: true,
  lasts: 2 * hour,
  sample: () => ({ name: "Léa Martin", company: "Atelier Lumen" }),
  write: ({ name, company }, language, { signIn, home }) => {
    const link = signIn ?? home;
    return language === "fr"
      ? {
          subject: "Votre lien de connexion à Relaymap",
          preheader: "Il sert une fois, et dure un jour.",
          title: `${first(name)}, voici votre lien.`,
          lead: `Il ouvre Relaymap chez ${company}, sans mot de passe.`,
          blocks: [{ kind: "button", label: "Se connecter", link }],
          footer: [
            "Ce lien est à vous seul, sert une fois, et dure un jour. Ne le transférez pas.",
            "Vous n’avez rien demandé ? Ne faites rien : sans ce lien, personne n’entre.",
          ],
        }
      : {
          subject: "Your sign-in link for Relaymap",
          preheader: "It works once, and lasts a day.",
          title: `${first(name)}, here is your link.`,
          lead: `It opens Relaymap at ${company}, without a password.`,
          blocks: [{ kind: "button", label: "Sign in", link }],
          footer: [
            "This link is yours alone, works once, and lasts a day. Do not forward it.",
            "You asked for nothing? Do nothing: without this link nobody gets in.",
          ],
        };
  },
});
