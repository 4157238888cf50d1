import { z } from "zod";
import type { Card } from "#engine/card.ts";
import { channelAddress, channelName } from "#engine/channel.ts";
import { shorten } from "#engine/cut.ts";
import { escapedText } from "./markdown.ts";

/** What an admin enters to connect a channel of Discord. */
export const Fields = z.strictObject({
  name: channelName({ en: "#company-news", fr: "#actualites" }),
  address: channelAddress(
    {
      en: "Made in Discord: the channel’s settings → Integrations → Webhooks → New webhook → Copy the address. Whoever has it can post there; it is kept encrypted.",
      fr: "À créer dans Discord : paramètres du salon → Intégrations → Webhooks → Nouveau webhook → Copier l’URL. Qui la possède peut y publier ; elle est conservée chiffrée.",
    },
    "https://discord.com/api/webhooks/…/…",
  ),
});

/** As it is sent, in UTF-16 units, the larger of what Discord may count: a sign that it would read as a mark takes the room of two. */
const count = (text: string): number => escapedText(text).length;

/** A channel of Discord, by a webhook: messages with pictures, which can be taken back. */
export const card: Card = {
  name: "discord",
  title: "Discord",
  mark: '<path d="M8 12a1 1 0 1 0 2 0a1 1 0 0 0 -2 0"/><path d="M14 12a1 1 0 1 0 2 0a1 1 0 0 0 -2 0"/><path d="M15.5 17c0 1 1.5 3 2 3c1.5 0 2.833 -1.667 3.5 -3c.667 -1.667 .5 -5.833 -1.5 -11.5c-1.457 -1.015 -3 -1.34 -4.5 -1.5l-.972 1.923a11.913 11.913 0 0 0 -4.053 0l-.975 -1.923c-1.5 .16 -3.043 .485 -4.5 1.5c-2 5.667 -2.167 9.833 -1.5 11.5c.667 1.333 2 3 3.5 3c.5 0 2 -2 2 -3"/><path d="M7 16.5c3.5 1 6.5 1 10 0"/>',
  colour: "#4752c4",
  look: { link: "#0068e0", round: 8, acts: ["reply", "like"] },
  home: { federated: false },
  kinds: {
    channel: { title: { en: "Discord channel", fr: "Salon Discord" }, can: ["post", "reply", "remove"] },
  },
  connections: {
    webhook: {
      title: { en: "Discord channel", fr: "Salon Discord" },
      help: {
        en: "In a forum each post opens a discussion under its first line. Nobody is ever called by name (@everyone), whatever a text says. After a lost answer nobody can ask Discord whether a message is there: you are asked.",
        fr: "Dans un forum, chaque publication ouvre une discussion sous sa première ligne. Personne n’est jamais appelé (@everyone), quoi que dise un texte. Après une réponse perdue, Discord ne dit pas si un message est arrivé : la question vous est posée.",
      },
      kinds: ["channel"],
      way: "fields",
      fields: Fields,
      page: "/channels/@me",
    },
  },
  limits: {
    text: 2000,
    pictures: 10,
    // Discord takes 10 MB a file; ten of them travel in one call here, and are seen on a screen.
    picture: { bytes: 1_800_000, types: ["image/jpeg", "image/png", "image/gif", "image/webp"], side: 4096 },
    videos: 0,
    alt: 1024,
  },
  count,
  cut: (text, max) => shorten(text, max, count),
  rules: [],
  readings: null,
};
