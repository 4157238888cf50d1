import type { Card } from "./card.ts";
import type { HouseRules } from "./house.ts";
import type { Part } from "./post.ts";
import type { Price } from "./price.ts";

/** What a network's calls cost here: as the operator pays, else as its card has it; null where it costs nothing. */
export const priceAt = ({ name, price }: Pick<Card, "name" | "price">, { costs }: HouseRules): Price | null =>
  costs[name]?.price ?? price ?? null;

/** What a post costs: each of its parts is a call, and one with an address in its text may cost more. */
export const costOf = ({ post, linked }: Price, parts: readonly Pick<Part, "text">[]): number =>
  parts.reduce((sum, { text }) => sum + (/https?:\/\//iu.test(text) ? linked : post), 0);
