const maxLength = 4000;

/**
 * The absolute http(s) address that a feed's link means, or null. `bases` are tried in order, each against the next: the
 * `xml:base` nearest to the link first, the feed's own address last. Other schemes (`javascript:`, `file:`, `data:`, …)
 * are no links; a user name in an address is not kept as a link either.
 */
export function resolveLink(href: string | null | undefined, bases: readonly (string | null)[]): string | null {
  return formerLink(withScheme(href ?? "", bases), bases);
}

/** Names of files that pages have: what ends so is no host. */
const files = /\.(?:html?|xhtml|php\d?|aspx?|jsp|cgi|pl|cfm|xml|json|txt|pdf|jpe?g|png|gif|mp3|mp4)$/i;

/**
 * An address that begins with its host (`www.example.org/a`, `example.org/a`) or whose scheme is misspelt, as people type it, made whole.
 * A first part that could be a folder's or file's name is taken for the site's own host only, or for one that a path follows.
 */
function withScheme(href: string, bases: readonly (string | null)[]): string {
  const text = href.trim();
  if (/^(?:https?:\/\/(?!https?:)[^/]|\/|[?#]|$)/i.test(text)) return text;
  const misspelt = /^(?:h?t?tps?|https?)(?::\/?\/?|\/\/)(?=https?:\/\/|www\.|[\w-]+\.[a-z]{2,})/i.exec(text);
  if (misspelt !== null && !/^https?:\/\/[\w-]+\./i.test(text))
    return withScheme(text.slice(misspelt[0].length), bases);
  const host = /^((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61})\.)+\p{L}{2,24})(?::\d{2,5})?(?=$|[/?#])/iu.exec(text)?.[1];
  if (host === undefined) return text;
  const known = bases.some((base) => base !== null && hostOf(base) === host.toLowerCase().replace(/^www\./, ""));
  const likely = /^www\./i.test(host) || known || (!files.test(host) && text.length > host.length);
  return likely ? `https://${text}` : text;
}

const hostOf = (address: string): string | null => URL.parse(address)?.hostname.replace(/^www\./, "") ?? null;

/** The same for what is written as the format asks; keys were made of it. */
export function formerLink(href: string | null | undefined, bases: readonly (string | null)[]): string | null {
  const text = clean(href ?? "");
  if (text === "" || text.length > maxLength) return null;
  // Most links are whole; only the others pay for their bases.
  const url = URL.parse(text) ?? against(text, resolveBase(bases));
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") return null;
  if (url.username !== "" || url.password !== "" || url.href.length > maxLength) return null;
  return url.href;
}

const against = (text: string, base: string | null): URL | null => (base === null ? null : URL.parse(text, base));

function clean(href: string): string {
  const text = href.trim();
  // oxlint-disable-next-line no-control-regex -- line breaks and tabs inside an address are layout
  return /[\s\u0000-\u001f]/.test(text)
    ? text.replace(/[\t\r\n\u0000-\u0008\u000b\u000c\u000e-\u001f]+\s*/g, "").replaceAll(" ", "%20")
    : text;
}

function resolveBase(bases: readonly (string | null)[]): string | null {
  let base: string | null = null;
  for (const next of bases.toReversed()) {
    if (next === null || next === "") continue;
    const text = clean(next);
    if (base === null ? URL.canParse(text) : URL.canParse(text, base))
      base = base === null ? new URL(text).href : new URL(text, base).href;
  }
  return base;
}
