import { z } from "zod";
import type { Card } from "#engine/card.ts";
import { channelAddress, channelName } from "#engine/channel.ts";
import { shorten } from "#engine/cut.ts";
import { placedLimits } from "#engine/placed.ts";
import { weigh } from "./adaptive.ts";

/** What an admin enters to connect a channel of Teams. */
export const Fields = z.strictObject({
  name: channelName({ en: "Company news", fr: "Actualités" }),
  address: channelAddress(
    {
      en: "Made in Teams: beside the channel’s name … → Workflows → “Send webhook alerts to a channel”, and copy the address. Whoever has it can post there; it is kept as it is written, encrypted.",
      fr: "À créer dans Teams : à côté du nom du canal … → Workflows → « Envoyer des alertes de webhook à un canal », puis copiez l’URL. Qui la possède peut y publier ; elle est conservée telle quelle, chiffrée.",
    },
    "https://….powerplatform.com:443/powerautomate/…&sig=…",
  ),
});

/** A channel of Microsoft Teams, by the webhook of a flow: it takes cards and does not tell what becomes of them. */
export const card: Card = {
  name: "teams",
  title: "Microsoft Teams",
  mark: '<path d="M3 7h10v10h-10z"/><path d="M6 10h4"/><path d="M8 10v4"/><path d="M16 7.5a2 2 0 1 0 0 -4a2 2 0 0 0 0 4"/><path d="M16 10h5v5a4 4 0 0 1 -5 3.9"/>',
  colour: "#4b53bc",
  look: { link: "#4b53bc", round: 4, acts: ["reply", "like"] },
  home: { federated: false },
  kinds: { channel: { title: { en: "Teams channel", fr: "Canal Teams" }, can: ["post"] } },
  connections: {
    flow: {
      title: { en: "Teams channel", fr: "Canal Teams" },
      help: {
        en: "A test message is sent: look whether it arrives, for Teams does not tell. Messages are marked as handed over, never as confirmed. The flow belongs to whoever made it, and ends when they leave: let two people own it.",
        fr: "Un message d’essai est envoyé : vérifiez qu’il arrive, car Teams ne le dit pas. Les messages sont notés comme remis, jamais comme confirmés. Le flux appartient à qui l’a créé et s’arrête à son départ : donnez-lui deux propriétaires.",
      },
      kinds: ["channel"],
      way: "fields",
      fields: Fields,
      page: "/l/app/workflows",
    },
  },
  places: true,
  // Teams drops a message of more than 28 kB without a word: counted in bytes as it is sent, with room for its envelope and a picture with its
  // words (3 kB).
  limits: { text: 24_000, pictures: 1, picture: placedLimits, videos: 0, alt: 1000 },
  count: weigh,
  cut: (text, max) => shorten(text, max, weigh),
  rules: [],
  readings: null,
};
