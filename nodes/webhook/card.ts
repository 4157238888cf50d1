import { z } from "zod";
import type { Card } from "#engine/card.ts";
import { channelName } from "#engine/channel.ts";
import { shorten } from "#engine/cut.ts";
import { placedLimits } from "#engine/placed.ts";

/** What an admin enters to connect a receiver. */
export const Fields = z.strictObject({
  name: channelName({ en: "Intranet", fr: "Intranet" }),
  address: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .meta({
      control: "url",
      label: { en: "Address", fr: "Adresse" },
      help: {
        en: "Messages are sent there by POST. It is kept as it is written, encrypted.",
        fr: "Les messages y sont envoyés par POST. Elle est conservée telle quelle, chiffrée.",
      },
      placeholder: { en: "https://intranet.example.org/hooks/news", fr: "https://intranet.example.org/hooks/news" },
    }),
  secret: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .meta({
      control: "secret",
      generate: "webhook",
      label: { en: "Signing secret", fr: "Secret de signature" },
      help: {
        en: "Made here and given to the receiver first, or made by the receiver. A signed test message is sent when you connect.",
        fr: "Créé ici puis remis d’abord au destinataire, ou créé par le destinataire. Un message d’essai signé est envoyé à la connexion.",
      },
      placeholder: { en: "whsec_…", fr: "whsec_…" },
    }),
});

const count = (text: string): number => text.length;

/** A receiver of messages that are signed as Standard Webhooks has it. */
export const card: Card = {
  name: "webhook",
  title: "Webhook",
  mark: '<path d="M12 3v11"/><path d="m8 7 4-4 4 4"/><path d="M5 14v4a3 3 0 0 0 3 3h8a3 3 0 0 0 3-3v-4"/>',
  colour: "#3f4f63",
  look: { link: "#2b5f96", round: 6, acts: ["share"] },
  home: { federated: false },
  kinds: { channel: { title: { en: "Webhook", fr: "Webhook" }, can: ["post", "reply", "comment"] } },
  connections: {
    receiver: {
      title: { en: "Webhook", fr: "Webhook" },
      help: {
        en: "A program that receives what your maps send, signed. It must remember each webhook-id for an hour, so that a message that is repeated after a lost answer counts once.",
        fr: "Un programme qui reçoit ce qu’envoient vos cartes, signé. Il doit retenir chaque webhook-id pendant une heure, pour qu’un message répété après une réponse perdue ne compte qu’une fois.",
      },
      kinds: ["channel"],
      way: "fields",
      fields: Fields,
    },
  },
  places: true,
  // As much as a part can hold.
  limits: { text: 100_000, pictures: 4, picture: placedLimits, videos: 0, alt: 2000 },
  count,
  cut: (text, max) => shorten(text, max, count),
  rules: [],
  readings: null,
};
