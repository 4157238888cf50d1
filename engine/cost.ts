import type { Card } from "./card.ts";
import type { HouseRules } from "./house.ts";
import type { Part } from "./post.ts";
import type { Price } from "./price.ts";

type PostPrice = Pick<Price, "post" | "linked">;

/** What posts cost at a network here: as the operator pays, else as its card has it; null where it costs nothing. */
export const priceAt = ({ name, price }: Pick<Card, "name" | "price">, { costs }: HouseRules): PostPrice | null =>
  costs[name]?.price ?? price ?? null;

/** What one reading of an account's own post, or of its own numbers, costs with its own access; null where it costs nothing. */
export const ownPriceAt = ({ name, price }: Pick<Card, "name" | "price">, { costs }: HouseRules): number | null =>
  costs[name]?.price?.own ?? price?.own ?? null;

/** What a post costs: each of its parts is a call, and one with an address in its text may cost more. */
export const costOf = ({ post, linked }: PostPrice, parts: readonly Pick<Part, "text">[]): number =>
  parts.reduce((sum, { text }) => sum + (/https?:\/\//iu.test(text) ? linked : post), 0);
