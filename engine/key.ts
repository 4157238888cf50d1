/** Parameters that say where a click came from, never which page it is. */
const tracking = new Set(
  [
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
  ].concat([
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "wt_mc",
    "ref_src",
    "xtor",
    "at_medium",
    "at_campaign",
  ]),
);

const maxKey = 500;

/**
 * The spelling in which addresses were made keys from the first: it never changes, since a key that was given is never given up. Whether
 * two addresses are of one page is asked of engine/address.ts, which knows more. Lower-case scheme and host, no default port, no fragment, no
 * tracking parameters, no trailing slash; the other parameters in their order. Returns null where the text is no absolute http(s) address.
 */
export function canonicalUrl(address: string): string | null {
  const url = webAddress(address);
  if (url === null) return null;
  // Each setter has the whole address parsed again.
  if (url.hash !== "") url.hash = "";
  if (url.username !== "") url.username = "";
  if (url.password !== "") url.password = "";
  const pairs = url.search.slice(1).split("&");
  const kept = pairs.filter((pair) => pair !== "" && !isTracking(pair.split("=", 1)[0] ?? ""));
  // With its mark: the setter takes a leading one off, and a query may begin with another.
  if (kept.length < pairs.length && url.search !== "") url.search = kept.length === 0 ? "" : `?${kept.join("&")}`;
  let end = url.pathname.length;
  while (url.pathname[end - 1] === "/") end -= 1;
  return `${url.protocol}//${url.host.replace(/\.$/u, "")}${url.pathname.slice(0, end)}${url.search}`;
}

/** Parses an absolute http(s) address; null for anything else. `URL` lower-cases the host and drops default ports. */
export function webAddress(address: string): URL | null {
  const url = URL.parse(address.trim());
  return url !== null && (url.protocol === "http:" || url.protocol === "https:") && url.host !== "" ? url : null;
}

function isTracking(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.startsWith("utm_") || tracking.has(lower);
}

/** What an item is recognised by; see `itemKey`. */
export type Identified = { id: string | null; link: string | null; title: string; summary: string };

/**
 * The identity of an item in its workspace: the source's id as it is where it looks global (it has a URI scheme), another
 * id after the source's own id, else the canonical link, else a hash of the words. Never a date alone. At most 500
 * characters. `sha256` gives hex digits; it arrives from outside because the engine has no `node:crypto`.
 */
export function itemKey(entry: Identified, sourceId: string, sha256: (text: string) => string): string {
  const key = spell(entry, sourceId) ?? `sha256:${sha256(`${entry.title}\n${entry.summary}`)}`;
  return key.length <= maxKey ? key : `sha256:${sha256(key)}`;
}

function spell({ id, link }: Identified, sourceId: string): string | null {
  const own = id?.trim() ?? "";
  // RFC 3986 scheme; one letter is a drive or a label, not a scheme.
  if (/^[a-z][a-z0-9+.-]+:\S+$/iu.test(own)) return own;
  if (own !== "") return `${sourceId} ${own}`;
  return link === null ? null : canonicalUrl(link);
}
