import type { Card } from "#engine/card.ts";
import { usualReadings } from "#engine/card.ts";
import { shorten } from "#engine/cut.ts";

/** No document says what one sign is to Facebook: in UTF-16 units it is never more than this. */
const count = (text: string): number => text.length;

export const card: Card = {
  name: "facebook",
  title: "Facebook",
  mark: '<path d="M7 10v4h3v7h4v-7h3l1-4h-4V8a1 1 0 0 1 1-1h3V3h-3a5 5 0 0 0-5 5v2H7"/>',
  colour: "#0a66c2",
  look: { link: "#0a58ca", round: 10, acts: ["like", "reply", "share"] },
  home: { federated: false },
  // Nobody's own profile: Facebook has had no API for those since 2018.
  kinds: {
    page: { title: { en: "Facebook page", fr: "Page Facebook" }, can: ["post", "read", "measure", "remove"] },
  },
  connections: {
    pages: {
      title: { en: "Facebook pages", fr: "Pages Facebook" },
      help: {
        en: "Sign in to Facebook as somebody who may post on the pages, leave all permissions ticked, then choose the pages here. The administrator’s app has to be switched to “Live” at Facebook: as long as it is in development, only the app’s own people see what it posts.",
        fr: "Connectez-vous à Facebook avec un profil autorisé à publier sur les pages, laissez toutes les autorisations cochées, puis choisissez ici les pages. L’application de l’administrateur doit être passée en mode « En ligne » chez Facebook : tant qu’elle est en développement, seuls ses propres membres voient ce qu’elle publie.",
      },
      kinds: ["page"],
      way: "oauth",
      app: "entered",
    },
  },
  // The only way to somebody's own profile: their own hand.
  share: "/sharer/sharer.php?u={link}",
  limits: {
    text: 63_206,
    pictures: 10,
    // Larger ones, and other kinds, are refused with 1366046 [reported].
    picture: { bytes: 4_000_000, types: ["image/jpeg", "image/png"], side: 4096 },
    videos: 1,
    // Up to four hours and 10 GB there [documented], of which our store keeps 64 MB.
    video: { bytes: 64_000_000, types: ["video/mp4", "video/quicktime"], seconds: 14_400, shortest: 1 },
    // Ours: no document names one.
    alt: 1000,
  },
  // What it shows of a page is that page's own affair: title and picture cannot be given.
  cards: ["network", "none"],
  count,
  cut: (text, max) => shorten(text, max, count),
  rules: [
    {
      code: "inner-link",
      version: 1,
      severity: "warning",
      check: ({ text }) =>
        /https?:\/\/(?:[\w-]+\.)*(?:facebook\.com|fb\.(?:com|me|watch))(?:[/?#\s]|$)/iu.test(text)
          ? {
              en: "Facebook may refuse a post that links to Facebook itself (error 1609008). Link to the page that it is about.",
              fr: "Facebook refuse parfois une publication dont le lien mène à Facebook même (erreur 1609008). Mettez le lien de la page dont il est question.",
            }
          : null,
    },
  ],
  readings: { after: usualReadings, paid: false },
};
