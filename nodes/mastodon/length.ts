import type { Limits } from "#engine/card.ts";
import { countGraphemes, shorten } from "#engine/cut.ts";

/** Mastodon counts graphemes; an address counts what the server says (23 by default), a mention only its local part. */
export function count(text: string, { address = 23 }: Pick<Limits, "address"> = {}): number {
  const plain = text
    .replace(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'»”]/giu, "x".repeat(address))
    .replace(/(^|[^\w/])(@\w+)@[\w.-]+\w/gu, "$1$2");
  return countGraphemes(plain);
}
export const cut = (text: string, max: number, limits?: Pick<Limits, "address">): string =>
  shorten(text, max, (piece) => count(piece, limits));
