const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domain = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/u;

/**
 * One mail address as servers agree on it, in small letters; null for anything else. Quoted local parts, comments, routes and
 * several addresses are refused rather than parsed: that is where parsers had holes, and nobody who reads mails has such one.
 */
export function readAddress(text: string): string | null {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf("@");
  if (trimmed.length > 254 || at < 1) return null;
  const [before, after] = [trimmed.slice(0, at).toLowerCase(), inLetters(trimmed.slice(at + 1))];
  return before.length <= 64 && local.test(before) && after !== null && domain.test(after)
    ? `${before}@${after}`
    : null;
}

/** A domain in ASCII, as servers know it: `été.example` is `xn--t-xfa9d.example`. */
function inLetters(name: string): string | null {
  const url = `http://${name}/`;
  // A name alone: whatever a URL would take for something else is none.
  if (!/^[\p{L}\p{N}.-]+$/u.test(name) || !URL.canParse(url)) return null;
  return new URL(url).hostname;
}
