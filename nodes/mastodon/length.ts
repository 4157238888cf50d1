import { countGraphemes } from "#engine/cut.ts";
import { shorten } from "#engine/shorten.ts";

/** The default of an instance (`max_characters`, `characters_reserved_per_url` of `/api/v2/instance`). */
export const maxLength = 500;
export const urlLength = 23;

/** Mastodon counts graphemes; an address counts 23, a mention only its local part. */
export function count(text: string): number {
  const plain = text
    .replace(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'»”]/giu, "x".repeat(urlLength))
    .replace(/(^|[^\w/])(@\w+)@[\w.-]+\w/gu, "$1$2");
  return countGraphemes(plain);
}
export const cut = (text: string, max: number): string => shorten(text, max, count);
