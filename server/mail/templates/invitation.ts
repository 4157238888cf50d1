import { z } from "zod";
import { day, template as a } from "./letter.ts";

const Data = z.strictObject({ name: z.string(), inviter: z.string().nullable(), company: z.string() });

/** Whoever is invited reads by whom, for which company, and that nothing is asked of them. */
export const template = a({
  name: "invitation",
  title: { en: "Invitation", fr: "Invitation" },
  help: {
    en: "To a person whom an administrator adds, with a link that signs them in.",
    fr: "À une personne qu’un administrateur ajoute, avec un lien qui la connecte.",
  },
  data: Data,
  topic: null,
  signIn: true,
  lasts: 3 * day,
  sample: () => ({ name: "Léa Martin", inviter: "Claire Dubois", company: "Atelier Lumen" }),
  write: ({ name, inviter, company }, language, { signIn, home }) => {
    const link = signIn ?? home;
    return language === "fr"
      ? {
          subject: `${inviter ?? company} vous invite sur Relaymap`,
          preheader: `${company} : si vous le voulez. Rien ne part sans vous.`,
          title: `${name}, ${inviter ?? company} vous invite.`,
          lead: `Avec Relaymap, ${company} vous propose des nouvelles à partager sur vos propres comptes.`,
          blocks: [
            {
              kind: "points",
              points: [
                "C’est volontaire : personne ne vous y oblige, et refuser ne change rien.",
                "Vous décidez pour chaque message, et vous pouvez tout y récrire.",
                "Vous faites une pause ou vous partez d’un geste, quand vous voulez.",
              ],
            },
            { kind: "button", label: "Voir de quoi il s’agit", link },
          ],
          footer: [
            "Ce lien est à vous seul, sert une fois, et dure un jour. Ouvrir cet e-mail n’engage à rien.",
            `Vous recevez cet e-mail parce que ${inviter ?? "un administrateur"} a ajouté votre adresse chez ${company}.`,
          ],
          from: company,
        }
      : {
          subject: `${inviter ?? company} invites you to Relaymap`,
          preheader: `${company}: if you want to. Nothing is posted without you.`,
          title: `${name}, ${inviter ?? company} invites you.`,
          lead: `With Relaymap, ${company} brings you news to share on accounts of your own.`,
          blocks: [
            {
              kind: "points",
              points: [
                "It is voluntary: nobody makes you, and saying no changes nothing.",
                "You decide about each post, and may rewrite all of it.",
                "You pause or leave with one tap, whenever you want.",
              ],
            },
            { kind: "button", label: "See what it is", link },
          ],
          footer: [
            "This link is yours alone, works once, and lasts a day. Opening this mail commits you to nothing.",
            `You get this mail because ${inviter ?? "an administrator"} added your address at ${company}.`,
          ],
          from: company,
        };
  },
});
