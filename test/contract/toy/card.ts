import type { Card } from "#engine/card.ts";
import { shorten } from "#engine/cut.ts";

/** A network that nobody has: a board on which notes are pinned. The example of docs/networks.md. */
export const card: Card = {
  name: "pinboard",
  title: "Pinboard of Toys",
  mark: '<path d="M9 4h6l1 7h-8z"/><path d="M12 11v9"/>',
  colour: "#7a4b00",
  home: { federated: false },
  kinds: { person: { title: { en: "Board", fr: "Tableau" }, can: ["post", "read"] } },
  connections: {
    account: {
      title: { en: "Board", fr: "Tableau" },
      help: {
        en: "You say yes on the board’s own page.",
        fr: "Vous acceptez sur la page du tableau.",
      },
      kinds: ["person"],
      way: "oauth",
      app: "entered",
    },
  },
  limits: { text: 120, pictures: 0, videos: 0, alt: 0 },
  // It counts code points.
  count: (text) => [...text].length,
  cut: (text, max) => shorten(text, max, (piece) => [...piece].length),
  rules: [],
  readings: null,
};
