import { clockTime } from "#engine/rhythm.ts";
import type { Language } from "#engine/text.ts";
import { cards } from "../networks.ts";
import type { Topic } from "../topics/use.ts";
import type { Card } from "./cards.ts";

export type By = "topic" | "network";
/** By which colour cards are told apart. */
export type Look = { by: By; topics: ReadonlyMap<string, Topic>; networks: ReadonlyMap<string, string> };

/** A card's colour, as a value of a stylesheet; a card on several networks has the first one's. */
export function colourOf({ topic, posts }: Card, { by, topics, networks }: Look): string {
  if (by === "topic") {
    const colour = topics.get(topic)?.colour;
    return colour === undefined ? "var(--flow)" : `var(--tp-${colour})`;
  }
  return cards.get(networks.get(posts[0]!.account ?? "") ?? "")?.colour ?? "var(--flow)";
}

/** "8:40", "8 h 40". */
export const timeOf = ({ minute }: Pick<Card, "minute">, language: Language): string => clockTime(minute, language);
