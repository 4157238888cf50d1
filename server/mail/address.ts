import { domainToASCII } from "node:url";

const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domain = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/u;

/**
 * One address as mail servers agree on it, in small letters; null for anything else. Quoted local parts, comments, routes and
 * several addresses are refused rather than parsed: that is where parsers had holes, and nobody who reads mails has such one.
 */
export function readAddress(text: string): string | null {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf("@");
  if (trimmed.length > 254 || at < 1) return null;
  const before = trimmed.slice(0, at).toLowerCase();
  const after = domainToASCII(trimmed.slice(at + 1)).toLowerCase();
  return before.length <= 64 && local.test(before) && domain.test(after) ? `${before}@${after}` : null;
}

/** A name as a header may have it: one line, no control characters. */
export const cleanName = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- what would begin another header
    .replace(/[\u0000-\u001f\u007f]+/gu, " ")
    .trim()
    .slice(0, 120);
