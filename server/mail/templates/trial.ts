import { z } from "zod";
import { hour, template as a } from "./letter.ts";

const Data = z.strictObject({ company: z.string(), host: z.string() });

/** What an admin sends to themselves from the settings. */
export const template = a({
  name: "trial",
  title: { en: "Test mail", fr: "E-mail d’essai" },
  help: {
    en: "To the administrator who tries the settings.",
    fr: "À l’administrateur qui essaie les réglages.",
  },
  data: Data,
  // As mails to many have it: how the server signs these headers shows in this mail.
  topic: () => ({ name: "trial", title: { en: "Test mails", fr: "E-mails d’essai" } }),
  lasts: hour,
  sample: () => ({ company: "Atelier Lumen", host: "smtp.atelier-lumen.example" }),
  write: ({ company, host }, language, { home }) =>
    language === "fr"
      ? {
          subject: `${company} : les e-mails partent bien`,
          preheader: `Envoyé par ${host}.`,
          title: "Les e-mails partent bien.",
          lead: `Celui-ci est passé par ${host}.`,
          blocks: [
            {
              kind: "points",
              points: [
                "L’expéditeur affiché est-il bien votre organisation, sans avertissement ?",
                "Dans l’original de cet e-mail, la ligne « DKIM-Signature » doit nommer list-unsubscribe et list-unsubscribe-post dans « h= » : sans cela, le désabonnement en un geste n’est pas proposé.",
                "Est-il arrivé parmi les indésirables ? Vérifiez SPF, DKIM et DMARC du domaine.",
              ],
            },
            { kind: "button", label: "Ouvrir Relaymap", link: home },
          ],
          footer: ["Vous recevez cet e-mail parce que vous avez demandé un essai dans Réglages → E-mails."],
        }
      : {
          subject: `Mails of ${company} go out`,
          preheader: `Sent through ${host}.`,
          title: "Mails go out.",
          lead: `This one went through ${host}.`,
          blocks: [
            {
              kind: "points",
              points: [
                "Is the sender shown as your organisation, without a warning?",
                "In this mail’s source, the line “DKIM-Signature” has to name list-unsubscribe and list-unsubscribe-post in “h=”: otherwise one-click unsubscribing is not offered.",
                "Did it land among the junk? Check SPF, DKIM and DMARC of the domain.",
              ],
            },
            { kind: "button", label: "Open Relaymap", link: home },
          ],
          footer: ["You get this mail because you asked for a test in Settings → Mail."],
        },
});
