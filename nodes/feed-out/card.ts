import { z } from "zod";
import type { Card } from "#engine/card.ts";
import { channelName } from "#engine/channel.ts";
import { shorten } from "#engine/cut.ts";

/** What an admin enters to make a feed. */
export const Fields = z.strictObject({ name: channelName({ en: "Company news", fr: "Actualités" }) });

const count = (text: string): number => text.length;

/** A feed of our own: what a map makes, at a secret address, for an intranet, a screen in the hall, or another program. */
export const card: Card = {
  name: "rssfeed",
  title: "Relaymap RSS",
  mark: '<path d="M5 19m-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0"/><path d="M4 4a16 16 0 0 1 16 16"/><path d="M4 11a9 9 0 0 1 9 9"/>',
  colour: "#b45309",
  look: { link: "#2b5f96", round: 6, acts: ["share"] },
  home: { federated: false },
  here: true,
  kinds: { channel: { title: { en: "RSS feed", fr: "Flux RSS" }, can: ["post", "reply"] } },
  connections: {
    address: {
      title: { en: "RSS feed", fr: "Flux RSS" },
      help: {
        en: "Relaymap makes a secret address, which you find on the account afterwards: whoever has it can read the feed. It shows the newest fifty posts, with their pictures, and search engines are asked to leave it alone.",
        fr: "Relaymap crée une adresse secrète, que vous trouverez ensuite sur le compte : qui la possède peut lire le flux. Il montre les cinquante dernières publications, avec leurs images, et demande aux moteurs de recherche de l’ignorer.",
      },
      kinds: ["channel"],
      way: "fields",
      fields: Fields,
    },
  },
  limits: {
    text: 100_000,
    pictures: 10,
    // What readers show everywhere, and a screen in the hall as well.
    picture: { bytes: 1_000_000, types: ["image/jpeg", "image/png", "image/gif"], side: 1920 },
    videos: 0,
    alt: 1500,
  },
  count,
  cut: (text, max) => shorten(text, max, count),
  rules: [],
  readings: null,
};
