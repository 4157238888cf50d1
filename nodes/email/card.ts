import { z } from "zod";
import type { Card } from "#engine/card.ts";
import { shorten } from "#engine/cut.ts";

/** What an admin enters to make a list. */
export const Fields = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .meta({
      label: { en: "Name", fr: "Nom" },
      help: {
        en: "Shown to its readers. Connecting the same name again takes the addresses below in place of those before.",
        fr: "Affiché à ses lecteurs. Reconnecter le même nom prend les adresses ci-dessous à la place des précédentes.",
      },
      placeholder: { en: "News of the workshop", fr: "Nouvelles de l’atelier" },
    }),
  recipients: z
    .string()
    .trim()
    .min(3)
    .max(20_000)
    .meta({
      control: "textarea",
      label: { en: "Addresses", fr: "Adresses" },
      help: {
        en: "One on each line, 500 at most: people who know that they are on this list. Each gets a mail of their own, sees nobody else’s address, and can stop it by one click; whoever did stays stopped.",
        fr: "Une par ligne, 500 au plus : des personnes qui savent qu’elles sont sur cette liste. Chacune reçoit son propre e-mail, ne voit l’adresse de personne d’autre, et peut l’arrêter d’un clic ; qui l’a fait reste désabonné.",
      },
      placeholder: { en: "lea@example.org", fr: "lea@example.org" },
    }),
});

const count = (text: string): number => text.length;

/** Addresses that get each post as a mail of their own. */
export const card: Card = {
  name: "maillist",
  title: "Newsletter",
  mark: '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3 7 9 6 9-6"/>',
  colour: "#2f5d50",
  look: { link: "#0b7065", round: 12, acts: ["reply"] },
  home: { federated: false },
  kinds: { channel: { title: { en: "E-mail list", fr: "Liste e-mail" }, can: ["post"] } },
  connections: {
    list: {
      title: { en: "E-mail list", fr: "Liste e-mail" },
      help: {
        en: "Addresses that get each post by mail. How this server sends mails is set under Settings → Mail.",
        fr: "Des adresses qui reçoivent chaque message par e-mail. La façon dont ce serveur envoie les e-mails se règle sous Réglages → E-mails.",
      },
      kinds: ["channel"],
      way: "fields",
      fields: Fields,
    },
  },
  // Mail programs cut what is long. A picture is not sent along: the post's link leads to it.
  limits: { text: 20_000, pictures: 0, videos: 0, alt: 0 },
  count,
  cut: (text, max) => shorten(text, max, count),
  rules: [],
  readings: null,
};
