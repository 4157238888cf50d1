import { webAddress } from "#engine/key.ts";

/** What is read of X: what one account posts, or what the accounts of a list post. */
export type Place = { kind: "user"; name: string } | { kind: "list"; id: string };

const hosts = /^(?:(?:www|mobile)\.)?(?:x|twitter)\.com$/iu;
/** First steps of addresses that are nobody's page. */
const pages = new Set([
  "i",
  "home",
  "explore",
  "search",
  "settings",
  "messages",
  "notifications",
  "hashtag",
  "intent",
  "share",
  "compose",
]);

/** The account or list that somebody means by any form of its address; null where it is none. Names know no case. */
export function readPlace(text: string): Place | null {
  const plain = text.replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "").trim();
  const bare = /^@?([A-Za-z0-9_]{1,15})$/u.exec(plain)?.[1];
  if (bare !== undefined) return { kind: "user", name: bare.toLowerCase() };
  const url = webAddress(/^(?:www\.)?(?:x|twitter)\.com\//iu.test(plain) ? `https://${plain}` : plain);
  const local = url !== null && /^(?:127\.0\.0\.1|localhost|\[::1\])$/u.test(url.hostname);
  if (url === null || (!local && !hosts.test(url.hostname))) return null;
  const path = local ? url.pathname.replace(/^\/x(?=\/)/u, "") : url.pathname;
  const list = /^\/i\/lists\/(\d{1,24})\/?$/u.exec(path)?.[1];
  if (list !== undefined) return { kind: "list", id: list };
  const name = /^\/([A-Za-z0-9_]{1,15})(?:\/|$)/u.exec(path)?.[1]?.toLowerCase();
  return name === undefined || pages.has(name) ? null : { kind: "user", name };
}

/** Whether it is an address of X, and not only a word that may be a name there. */
export const isAddress = (text: string): boolean => /[./]/u.test(text) && readPlace(text) !== null;
