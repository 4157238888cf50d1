import type { Card } from "#engine/card.ts";
import { usualReadings } from "#engine/card.ts";
import { count, cut } from "./length.ts";

export const card: Card = {
  name: "mastodon",
  title: "Mastodon",
  mark: '<path d="M18.648 15.254c-1.816 1.763 -6.648 1.626 -6.648 1.626a18.262 18.262 0 0 1 -3.288 -.256c1.127 1.985 4.12 2.81 8.982 2.475c-1.945 2.013 -13.598 5.257 -13.668 -7.636l-.026 -1.154c0 -3.036 .023 -4.115 1.352 -5.633c1.671 -1.91 6.648 -1.666 6.648 -1.666s4.977 -.243 6.648 1.667c1.329 1.518 1.352 2.597 1.352 5.633s-.456 4.074 -1.352 4.944z"/><path d="M12 11.204v-2.926c0 -1.258 -.895 -2.278 -2 -2.278s-2 1.02 -2 2.278v4.722m4 -4.722c0 -1.258 .895 -2.278 2 -2.278s2 1.02 2 2.278v4.722"/>',
  colour: "#563acc",
  look: { link: "#4b34b0", round: 10, acts: ["reply", "repost", "favourite", "bookmark"] },
  busy: 1110,
  home: {
    federated: true,
    label: { en: "Your Mastodon server", fr: "Votre serveur Mastodon" },
    example: "mastodon.social",
  },
  intent: "/share?text={text}",
  opens: "/authorize_interaction?uri={url}",
  kinds: {
    person: {
      title: { en: "Mastodon account", fr: "Compte Mastodon" },
      can: ["post", "repost", "reply", "comment", "read", "measure", "remove"],
    },
  },
  connections: {
    account: {
      title: { en: "Mastodon account", fr: "Compte Mastodon" },
      help: {
        en: "You allow Relaymap on your server’s own page. It never sees your password, and you can take the permission back at any time.",
        fr: "Vous autorisez Relaymap sur la page de votre serveur. Votre mot de passe ne lui est jamais communiqué, et vous pouvez retirer l’autorisation à tout moment.",
      },
      kinds: ["person"],
      way: "oauth",
      app: "registered",
    },
  },
  // The defaults of an instance (`/api/v2/instance`); an account carries its own server's where they differ.
  limits: {
    text: 500,
    address: 23,
    pictures: 4,
    picture: { bytes: 16_000_000, types: ["image/jpeg", "image/png", "image/webp", "image/gif"], side: 5760 },
    videos: 1,
    // 99 MB and 8.3 million pixels there (3840 × 2160), of which our store keeps 64 MB.
    video: { bytes: 64_000_000, types: ["video/mp4", "video/quicktime", "video/webm"], side: 3840 },
    alt: 1500,
  },
  warns: true,
  videoAlt: true,
  visibilities: ["public", "unlisted", "followers"],
  count,
  cut,
  rules: [
    {
      code: "bare-name",
      version: 1,
      severity: "warning",
      check: ({ text }) => {
        // Behind a letter it is an e-mail address, behind a slash a page; with a server it is somebody who is meant.
        const name = /(?<![\w/@.])@(\w+)(?![\w.-]*@|\w)/u.exec(text)?.[1];
        return name === undefined
          ? null
          : {
              en: `“@${name}” calls whoever has that name on the account’s own Mastodon server, and notifies them. Write their whole name (@${name}@server), or leave the sign out.`,
              fr: `« @${name} » interpelle la personne de ce nom sur le serveur Mastodon du compte, et la notifie. Écrivez son nom complet (@${name}@serveur), ou retirez le signe.`,
            };
      },
    },
  ],
  readings: { after: usualReadings, paid: false },
};
