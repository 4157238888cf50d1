import type { Card } from "#engine/card.ts";
import { countGraphemes, shorten } from "#engine/cut.ts";

/** Read as a source only: nobody connects an account, and none can post. */
export const card: Card = {
  name: "facebook",
  title: "Facebook",
  mark: '<path d="M7 10v4h3v7h4v-7h3l1-4h-4V8a1 1 0 0 1 1-1h3V3h-3a5 5 0 0 0-5 5v2H7"/>',
  colour: "#0a66c2",
  home: { federated: false },
  kinds: { page: { title: { en: "Facebook page", fr: "Page Facebook" }, can: [] } },
  connections: {},
  limits: { text: 63_206, pictures: 0, videos: 0, alt: 0 },
  count: countGraphemes,
  cut: (text, max) => shorten(text, max, countGraphemes),
  rules: [],
  readings: null,
};
