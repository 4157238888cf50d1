/** The host of a site as somebody wrote it: with or without `https://`, `www.` and a path; null where it is none. */
export function siteOf(given: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//iu.test(given) ? given : `https://${given}`;
  if (!URL.canParse(address)) return null;
  const host = new URL(address).hostname.replace(/^www\./u, "").replace(/\.$/u, "");
  // A site that others can open has a dot in its name, and is no number.
  return /^[^.]+(?:\.[^.]+)+$/u.test(host) && !/^[\d.]+$/u.test(host) ? host : null;
}
