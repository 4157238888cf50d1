import { z } from "zod";
import type { Card } from "#engine/card.ts";
import { usualReadings } from "#engine/card.ts";
import { count, cut } from "./length.ts";

/** What a person enters to connect: who they are, an app password, and the server where it cannot be found. */
export const Fields = z.strictObject({
  identifier: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .meta({
      label: { en: "Handle or e-mail", fr: "Identifiant ou e-mail" },
      help: {
        en: "The handle is enough: your server is found by it.",
        fr: "L’identifiant suffit : il permet de trouver votre serveur.",
      },
      placeholder: { en: "lea.bsky.social", fr: "lea.bsky.social" },
    }),
  password: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .meta({
      control: "secret",
      label: { en: "App password", fr: "Mot de passe d’application" },
      help: {
        en: "Made at bsky.app under Settings → Privacy and security → App passwords. Never the password that you sign in with.",
        fr: "À créer sur bsky.app dans Paramètres → Confidentialité et sécurité → Mots de passe d’application. Jamais celui avec lequel vous vous connectez.",
      },
      placeholder: { en: "xxxx-xxxx-xxxx-xxxx", fr: "xxxx-xxxx-xxxx-xxxx" },
    }),
  server: z
    .string()
    .trim()
    .max(300)
    .default("")
    .meta({
      label: { en: "Server (usually empty)", fr: "Serveur (vide en général)" },
      help: {
        en: "Only where your account is on a server of its own and you enter an e-mail address above.",
        fr: "Seulement si votre compte est sur un serveur à part et que vous saisissez une adresse e-mail ci-dessus.",
      },
      placeholder: { en: "bsky.social", fr: "bsky.social" },
    }),
});

export const card: Card = {
  name: "bluesky",
  title: "Bluesky",
  mark: '<path d="M6.335 5.144c-1.654 -1.199 -4.335 -2.127 -4.335 .826c0 .59 .35 4.953 .556 5.661c.713 2.463 3.13 2.75 5.444 2.369c-4.045 .665 -4.889 3.208 -2.667 5.41c1.03 1.018 1.913 1.59 2.667 1.59c2 0 3.134 -2.769 3.5 -3.5c.333 -.667 .5 -1.167 .5 -1.5c0 .333 .167 .833 .5 1.5c.366 .731 1.5 3.5 3.5 3.5c.754 0 1.637 -.571 2.667 -1.59c2.222 -2.203 1.378 -4.746 -2.667 -5.41c2.314 .38 4.73 .094 5.444 -2.369c.206 -.708 .556 -5.072 .556 -5.661c0 -2.953 -2.68 -2.025 -4.335 -.826c-2.293 1.662 -4.76 5.048 -5.665 6.856c-.905 -1.808 -3.372 -5.194 -5.665 -6.856"/>',
  colour: "#0b61c9",
  look: { link: "#0a5fd6", round: 8, acts: ["reply", "repost", "like", "share"] },
  busy: 1110,
  // Accounts live on many servers, but nobody has to name theirs: it is found by the handle.
  home: { federated: false },
  intent: "/intent/compose?text={text}",
  kinds: {
    person: {
      title: { en: "Bluesky account", fr: "Compte Bluesky" },
      can: ["post", "repost", "reply", "comment", "read", "measure", "remove"],
    },
  },
  quotes: true,
  videoAlt: true,
  connections: {
    account: {
      title: { en: "Bluesky account", fr: "Compte Bluesky" },
      help: {
        en: "You make an app password at Bluesky and enter it here. It can post and read, but neither change your password nor your e-mail address, and you can delete it there at any time.",
        fr: "Vous créez un mot de passe d’application chez Bluesky et le saisissez ici. Il permet de publier et de lire, mais pas de changer votre mot de passe ni votre adresse e-mail, et vous pouvez l’y supprimer à tout moment.",
      },
      kinds: ["person"],
      way: "fields",
      fields: Fields,
      page: "/settings/app-passwords",
    },
  },
  // A picture has 2,000,000 bytes at most since April 2026; a server that takes less says so, and its accounts carry that. The side is
  // what its own app scales to: nothing larger is ever shown.
  limits: {
    text: 300,
    pictures: 4,
    picture: { bytes: 2_000_000, types: ["image/jpeg", "image/png", "image/webp"], side: 2000 },
    videos: 1,
    // Three minutes and 100 MB there [documented], of which our store keeps 64 MB.
    video: { bytes: 64_000_000, types: ["video/mp4"], seconds: 180 },
    alt: 2000,
  },
  cards: ["ours", "none"],
  count,
  cut,
  rules: [],
  readings: { after: usualReadings, paid: false },
};
