import { z } from "zod";
import { day, first, template as a } from "./letter.ts";

const Data = z.strictObject({
  name: z.string(),
  inviter: z.string().nullable(),
  company: z.string(),
  /** The inviter's own words. */
  words: z.string().nullable().default(null),
  member: z.uuid().optional(),
  /** Opens the page that says what this is; found when the mail goes. */
  link: z.string().nullable().default(null),
});

/** Whoever is invited reads by whom, for which company, and that nothing is asked of them. */
export const template = a({
  name: "invitation",
  title: { en: "Invitation", fr: "Invitation" },
  help: {
    en: "To a person whom an administrator adds, with a link to the page that says what it is.",
    fr: "À une personne qu’un administrateur ajoute, avec un lien vers la page qui dit de quoi il s’agit.",
  },
  data: Data,
  topic: null,
  lasts: 3 * day,
  sample: () => ({
    name: "Léa Martin",
    inviter: "Claire Dubois",
    company: "Atelier Lumen",
    words: "Léa, ton projet des quais mérite d’être vu. Regarde, et dis non sans souci.",
    link: null,
  }),
  write: ({ name, inviter, company, words, link: own }, language, { home }) => {
    const link = own ?? home;
    const said =
      words === null ? [] : [{ kind: "quote" as const, text: words, ...(inviter === null ? {} : { by: inviter }) }];
    return language === "fr"
      ? {
          subject: `${inviter ?? company} vous invite sur Relaymap`,
          preheader: `${company} : si vous le voulez. Rien ne part sans vous.`,
          title: `${first(name)}, ${inviter ?? company} vous invite.`,
          lead: `Avec Relaymap, ${company} vous propose des nouvelles à partager sur vos propres comptes.`,
          blocks: [
            ...said,
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
            "Ce lien est à vous seul et dure deux semaines. L’ouvrir montre une page, et n’engage à rien.",
            `Vous recevez cet e-mail parce que ${inviter ?? "un administrateur"} a ajouté votre adresse chez ${company}.`,
          ],
          from: company,
        }
      : {
          subject: `${inviter ?? company} invites you to Relaymap`,
          preheader: `${company}: if you want to. Nothing is posted without you.`,
          title: `${first(name)}, ${inviter ?? company} invites you.`,
          lead: `With Relaymap, ${company} brings you news to share on accounts of your own.`,
          blocks: [
            ...said,
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
            "This link is yours alone and lasts two weeks. Opening it shows a page, and commits you to nothing.",
            `You get this mail because ${inviter ?? "an administrator"} added your address at ${company}.`,
          ],
          from: company,
        };
  },
});
