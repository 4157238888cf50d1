import type { Card } from "#engine/card.ts";
import { shorten } from "#engine/cut.ts";

/** No document says what one sign is to LinkedIn: in UTF-16 units it is never more than this. */
const count = (text: string): number => text.length;

/** Seconds. */
const hour = 3_600;
const day = 24 * hour;

export const card: Card = {
  name: "linkedin",
  title: "LinkedIn",
  mark: '<path d="M6 9v10"/><path d="M6 5v.01"/><path d="M11 19V9"/><path d="M11 13a4 4 0 0 1 8 0v6"/>',
  colour: "#0a66c2",
  look: { link: "#0a66c2", round: 4, acts: ["like", "reply", "repost", "share"] },
  busy: 510,
  home: { federated: false },
  intent: "/feed/?shareActive=true&text={text}",
  kinds: {
    person: {
      title: { en: "LinkedIn profile", fr: "Profil LinkedIn" },
      can: ["post", "repost", "comment", "remove"],
      auto: "attested",
    },
    page: {
      title: { en: "LinkedIn page", fr: "Page LinkedIn" },
      can: ["post", "repost", "comment", "read", "measure", "remove"],
    },
  },
  attest: {
    text: {
      en: "LinkedIn’s terms for apps that anybody may make are read as forbidding automated posts on people’s profiles. I attest that our app is allowed to make them, by its product or by an agreement with LinkedIn. Relaymap has not verified this, and it is no legal advice.",
      fr: "Les conditions de LinkedIn pour les applications ouvertes à tous sont lues comme interdisant les publications automatiques sur les profils. J’atteste que notre application y est autorisée, par son produit ou par un accord avec LinkedIn. Relaymap ne l’a pas vérifié, et ceci n’est pas un conseil juridique.",
    },
    link: "https://www.linkedin.com/legal/l/api-terms-of-use",
    readOn: "2026-11-25",
  },
  quotes: true,
  connections: {
    member: {
      title: { en: "A person’s profile", fr: "Le profil d’une personne" },
      help: {
        en: "You allow Relaymap to post in your name, on LinkedIn’s own page. The permission lasts two months; you are told in time to renew it.",
        fr: "Vous autorisez Relaymap à publier en votre nom, sur la page de LinkedIn. L’autorisation dure deux mois ; vous êtes prévenu à temps pour la renouveler.",
      },
      kinds: ["person"],
      way: "oauth",
      app: "entered",
      setUp: {
        en: "At developer.linkedin.com, an app with the products “Sign In with LinkedIn using OpenID Connect” and “Share on LinkedIn”. LinkedIn wants another app for pages.",
        fr: "Sur developer.linkedin.com, une application avec les produits « Sign In with LinkedIn using OpenID Connect » et « Share on LinkedIn ». LinkedIn exige une autre application pour les pages.",
      },
    },
    pages: {
      title: { en: "Company pages", fr: "Pages d’entreprise" },
      help: {
        en: "Sign in as somebody who administers the pages or their content, then choose the pages here.",
        fr: "Connectez-vous avec un profil qui administre les pages ou leur contenu, puis choisissez ici les pages.",
      },
      kinds: ["page"],
      way: "oauth",
      app: "entered",
      setUp: {
        en: "At developer.linkedin.com, a second app with the product “Community Management API” and no other, which LinkedIn has to approve.",
        fr: "Sur developer.linkedin.com, une seconde application avec le produit « Community Management API » et aucun autre, que LinkedIn doit approuver.",
      },
    },
  },
  limits: {
    text: 3000,
    pictures: 20,
    // Width × height stays below 36,152,320 [reported]; the bytes are ours, for no document names any.
    picture: { bytes: 5_000_000, types: ["image/jpeg", "image/png"], side: 6000 },
    videos: 1,
    // From three seconds to half an hour, MP4 only [documented]; up to 500 MB there, of which our store keeps 64.
    video: { bytes: 64_000_000, types: ["video/mp4"], seconds: 1800, shortest: 3 },
    alt: 4000,
  },
  // LinkedIn reads no page of an app's post by itself.
  cards: ["ours", "none"],
  mentions: "^https?://(?:[a-z]{2,3}\\.)?linkedin\\.com/(?:company|school|showcase)/([\\w%.-]+)",
  count,
  cut: (text, max) => shorten(text, max, count),
  rules: [],
  // What readers did with a post may be kept for two days [reported of LinkedIn's data storage requirements, with a year for a page's totals]:
  // it is read anew before it has to go, for a month.
  readings: {
    after: [hour, 6 * hour, ...Array.from({ length: 15 }, (_, turn) => (1 + 2 * turn) * day)],
    paid: false,
    keep: { posts: 2 * day, followers: 365 * day },
  },
};
