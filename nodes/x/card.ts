import type { Card } from "#engine/card.ts";
import { usualReadings } from "#engine/card.ts";
import { cut, weigh } from "./length.ts";

export const card: Card = {
  name: "x",
  title: "X",
  mark: '<path d="M4 4l11.733 16h4.267l-11.733 -16z"/><path d="M4 20l6.768 -6.768m2.46 -2.46l6.772 -6.772"/>',
  colour: "#0f1419",
  look: { link: "#1764b3", round: 16, acts: ["reply", "repost", "like", "bookmark"] },
  busy: 735,
  home: { federated: false },
  intent: "/intent/post?text={text}",
  hosts: ["twitter.com"],
  kinds: {
    person: {
      title: { en: "X account", fr: "Compte X" },
      can: ["post", "repost", "read", "measure", "remove"],
    },
  },
  connections: {
    account: {
      title: { en: "X account", fr: "Compte X" },
      help: {
        en: "You allow Relaymap on X’s own page. It never sees your password, and you can take the permission back at any time.",
        fr: "Vous autorisez Relaymap sur la page de X. Votre mot de passe ne lui est jamais communiqué, et vous pouvez retirer l’autorisation à tout moment.",
      },
      kinds: ["person"],
      way: "oauth",
      app: "entered",
    },
  },
  // The API's numbers; subscribers may write more, which an app cannot know (docs of X, as read in 2026).
  limits: {
    text: 280,
    address: 23,
    pictures: 4,
    picture: { bytes: 5_000_000, types: ["image/jpeg", "image/png", "image/webp"], side: 8192 },
    videos: 1,
    // Half a second to 20 minutes and up to 8 GB there [documented], of which our store keeps 64 MB; subscribers may send longer ones.
    video: { bytes: 64_000_000, types: ["video/mp4", "video/quicktime"], seconds: 1200, shortest: 1 },
    alt: 1000,
  },
  count: weigh,
  cut,
  rules: [
    {
      code: "at-name",
      version: 2,
      severity: "warning",
      check: ({ text }) =>
        // While a map is drawn, what comes of an item stands as `…`.
        /^\s*[@＠][\w…]/u.test(text)
          ? {
              en: "X may show a post that begins with @name to few people, as if it were an answer. Put a word before it.",
              fr: "X montre parfois à peu de monde une publication qui commence par @nom, comme s’il s’agissait d’une réponse. Placez un mot devant.",
            }
          : null,
    },
  ],
  // No compensation for posts, reposts or likes there, points included (docs of X, as read in 2026).
  unrewarded: "^(?:(?:www|mobile)\\.)?(?:x|twitter)\\.com$|^t\\.co$",
  alike: {
    text: {
      en: "X’s rules are read as forbidding identical or nearly identical posts on several accounts, and may lock them.",
      fr: "Les règles de X sont lues comme interdisant des messages identiques ou presque sur plusieurs comptes, qui peuvent être bloqués.",
    },
    link: "https://help.x.com/en/rules-and-policies/x-automation",
    readOn: "2026-08-01",
  },
  price: {
    post: 0.015,
    linked: 0.2,
    read: 0.005,
    own: 0.001,
    link: "https://docs.x.com/x-api/getting-started/pricing",
    readOn: "2026-08-01",
  },
  // Every post that is read costs money.
  readings: { after: usualReadings, paid: true },
};
