import { webAddress } from "#engine/key.ts";

/** What is read of a server: what one account says, or what anybody says under a hashtag. */
export type Place = { host: string } & ({ kind: "account"; name: string } | { kind: "hashtag"; tag: string });

const host = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/iu;
const name = "[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_])?";
const written = new RegExp(`^(?:acct:)?@?(${name})@([^@/\\s]+)$`, "iu");
const tagged = /^#([\p{L}\p{N}_]+)@([^@/\s]+)$/iu;
/** `/@name`, `/@name/123`, `/@name@other.example`, `/users/name`, also behind one more step (`/web/@name`, or where a demo stands). */
const profile = new RegExp(`^(?:/[a-z]+)?/(?:@|users/)(${name})(?:@([^@/\\s]+))?(?:/.*)?$`, "iu");
const topic = /^(?:\/[a-z]+)*\/tags?\/([\p{L}\p{N}_]+)\/?$/iu;

/** Sites whose people have addresses of the same form and that are something else. */
const others =
  /(?:^|\.)(?:youtube\.com|youtu\.be|tiktok\.com|medium\.com|substack\.com|odysee\.com|flipboard\.com|threads\.(?:net|com)|instagram\.com|x\.com)$/iu;

/** The account or hashtag that somebody means by any form of its address; null where it is none. */
export function readPlace(text: string): Place | null {
  const plain = text.replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "").trim();
  const [, who, at] = written.exec(plain) ?? [];
  if (who !== undefined && at !== undefined && host.test(at))
    return { kind: "account", name: who, host: at.toLowerCase() };
  const [, word, where] = tagged.exec(plain) ?? [];
  if (word !== undefined && where !== undefined && host.test(where))
    return { kind: "hashtag", tag: word, host: where.toLowerCase() };
  const url = webAddress(plain);
  if (url === null || others.test(url.hostname)) return null;
  const path = decoded(url.pathname);
  const tag = topic.exec(path)?.[1];
  if (tag !== undefined) return { kind: "hashtag", tag, host: url.host };
  const [, person, elsewhere] = profile.exec(path) ?? [];
  if (person === undefined) return null;
  return {
    kind: "account",
    name: person,
    host: elsewhere !== undefined && host.test(elsewhere) ? elsewhere.toLowerCase() : url.host,
  };
}

/** As people of other servers write it. */
export const placeName = (place: Place): string =>
  place.kind === "account" ? `@${place.name}@${place.host}` : `#${place.tag}@${place.host}`;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
