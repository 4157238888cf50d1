import { z } from "zod";
import type { Card } from "#engine/card.ts";
import { channelAddress, channelName } from "#engine/channel.ts";
import { shorten } from "#engine/cut.ts";
import { placedLimits } from "#engine/placed.ts";
import { markedText } from "./mrkdwn.ts";

/** What an admin enters to connect a channel of Slack. */
export const Fields = z.strictObject({
  name: channelName({ en: "#company-news", fr: "#actualites" }),
  address: channelAddress(
    {
      en: "Made in Slack: create an app, switch on “Incoming Webhooks”, add one to the channel, and copy its address. Whoever has it can post there; it is kept encrypted.",
      fr: "À créer dans Slack : créez une application, activez « Incoming Webhooks », ajoutez-en un au canal et copiez son adresse. Qui la possède peut y publier ; elle est conservée chiffrée.",
    },
    "https://hooks.slack.com/services/T…/B…/…",
  ),
});

/** As it is sent: an escaped sign takes the room of its escape. */
const count = (text: string): number => markedText(text).length;

/** A channel of Slack, by an incoming webhook: it takes messages and tells nothing back. */
export const card: Card = {
  name: "slack",
  title: "Slack",
  mark: '<path d="M10 3 8 21"/><path d="m16 3-2 18"/><path d="M4 9h17"/><path d="M3 15h17"/>',
  colour: "#4a154b",
  look: { link: "#1264a3", round: 6, acts: ["reply", "like"] },
  home: { federated: false },
  kinds: { channel: { title: { en: "Slack channel", fr: "Canal Slack" }, can: ["post"] } },
  connections: {
    incoming: {
      title: { en: "Slack channel", fr: "Canal Slack" },
      help: {
        en: "A message says in the channel that it is connected. A post without a picture shows its link’s preview. After a lost answer nobody can ask Slack whether a message is there: you are asked.",
        fr: "Un message annonce la connexion dans le canal. Un message sans image montre l’aperçu de son lien. Après une réponse perdue, Slack ne dit pas si un message est arrivé : la question vous est posée.",
      },
      kinds: ["channel"],
      way: "fields",
      fields: Fields,
      page: "/apps",
    },
  },
  places: true,
  // Slack advises 4,000 characters and cuts without a word from 40,000. An image block's `alt_text` holds 2,000.
  limits: { text: 4000, pictures: 1, picture: placedLimits, videos: 0, alt: 2000 },
  count,
  cut: (text, max) => shorten(text, max, count),
  rules: [],
  readings: null,
};
