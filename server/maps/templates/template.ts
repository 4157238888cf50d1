import type { MapDocument } from "#engine/map.ts";
import type { Text } from "#engine/text.ts";
import type { Answers, Own } from "./own.ts";

export const purposes = ["news", "watch", "people", "again"] as const;
export type Purpose = (typeof purposes)[number];

/** A map to start from: what it is for, the three things it asks for, and how it is drawn with them. */
export type Template = {
  id: string;
  purpose: Purpose;
  title: Text;
  help: Text;
  asks: readonly (keyof Answers)[];
  draw: (own: Own) => MapDocument;
};
