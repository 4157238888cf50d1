/**
 * The author that somebody means by any form of their address: `@name.example`, a DID, the page of a profile or of a post. null where it
 * is none. Small letters, without the `@` and the invisible marks that are copied along.
 */
export function readAuthor(text: string): string | null {
  const plain = text.replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "").trim();
  const [, named = plain] = /^https?:\/\/[^/]+(?:\/bluesky)?\/profile\/([^/?#]+)/iu.exec(plain) ?? [];
  const who = named.replace(/^@|^at:\/\//gu, "").replace(/\/.*$/u, "");
  if (/^did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.%-]{1,250})$/u.test(who)) return who;
  const handle = who.toLowerCase();
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(handle) &&
    handle.length <= 253
    ? handle
    : null;
}

/** Whether it is the page of somebody's profile, and nothing that a handle might be as well. */
export const isProfile = (address: string): boolean =>
  /^https:\/\/(?:[a-z0-9-]+\.)*bsky\.app\/profile\/|^https?:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/bluesky\/profile\//iu.test(
    address.trim(),
  );

/** Whether it is written as a handle or a DID, and can be nothing else: `@name.example`, without a second `@`. */
export const isHandle = (address: string): boolean =>
  /^(?:@(?!.*@)|(?:at:\/\/)?did:(?:plc|web):)/iu.test(address.trim());
