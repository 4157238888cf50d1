import type { Card } from "#engine/card.ts";
import { countGraphemes, shorten } from "#engine/cut.ts";

/** YouTube is only read: by the feeds of its channels, which everybody may ask for. */
export const card: Card = {
  name: "youtube",
  title: "YouTube",
  mark: '<path d="M3 8a4 4 0 0 1 4-4h10a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4h-10a4 4 0 0 1-4-4z"/><path d="M10 9l5 3l-5 3z"/>',
  colour: "#b3001b",
  home: { federated: false },
  kinds: { page: { title: { en: "YouTube channel", fr: "Chaîne YouTube" }, can: [] } },
  connections: {},
  limits: { text: 5000, pictures: 0, videos: 0, alt: 0 },
  count: countGraphemes,
  cut: (text, max) => shorten(text, max, countGraphemes),
  rules: [],
  readings: null,
};
