import { z } from "zod";
import { day, first, template as a } from "./letter.ts";

const Data = z.strictObject({
  name: z.string(),
  company: z.string(),
  zone: z.string(),
  number: z.number().int(),
  /** ISO 8601. */
  at: z.iso.datetime({ offset: true }),
  hash: z.string(),
});

/** Whoever accepts the charter is given a receipt to keep: which words, and when. */
export const template = a({
  name: "charter-receipt",
  title: { en: "Receipt for the charter", fr: "Justificatif de la charte" },
  help: {
    en: "To a person who accepts the charter: which version, when, and the hash of its words.",
    fr: "À une personne qui accepte la charte : quelle version, quand, et l’empreinte de son texte.",
  },
  data: Data,
  topic: null,
  lasts: 3 * day,
  sample: () => ({
    name: "Léa Martin",
    company: "Atelier Lumen",
    zone: "Europe/Paris",
    number: 3,
    at: "2026-03-02T08:07:00.000Z",
    hash: "3f1c9a0e5d7b42886f0a9be1c47d2e35a86b0c19f4d7e2a35b6c8d9e0f1a2b3c",
  }),
  write: ({ name, company, zone, number, at, hash }, language, { home }) => {
    const when = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
      dateStyle: "long",
      timeStyle: "short",
      timeZone: zone,
    }).format(Date.parse(at));
    const link = new URL("/charter", home).href;
    return language === "fr"
      ? {
          subject: `${company} : votre justificatif de la charte, version ${number}`,
          preheader: `Acceptée le ${when}.`,
          title: `${first(name)}, voici votre justificatif.`,
          lead: `Vous avez accepté la charte, version ${number}, chez ${company}, le ${when}.`,
          blocks: [
            { kind: "points", points: [`Empreinte du texte (SHA-256) : ${hash}`] },
            { kind: "button", label: "Relire la charte et mes justificatifs", link },
          ],
          footer: [
            "Gardez cet e-mail : l’empreinte montre à la lettre près le texte que vous aviez sous les yeux.",
            "Vous restez libre de dire non à chaque post, de faire une pause ou de partir.",
          ],
          from: company,
        }
      : {
          subject: `${company}: your receipt for the charter, version ${number}`,
          preheader: `Accepted on ${when}.`,
          title: `${first(name)}, this is your receipt.`,
          lead: `You accepted the charter of ${company}, version ${number}, on ${when}.`,
          blocks: [
            { kind: "points", points: [`Hash of the words (SHA-256): ${hash}`] },
            { kind: "button", label: "Read the charter and my receipts", link },
          ],
          footer: [
            "Keep this mail: the hash shows to the letter which words you had before you.",
            "You remain free to say no to each post, to pause, or to leave.",
          ],
          from: company,
        };
  },
});
