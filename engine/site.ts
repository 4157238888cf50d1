/**
 * The host that a person means, in letters as addresses have them: of an address, a host with `www.` or a star before it, or a name with
 * accents. Null where it is none.
 */
export function hostOf(given: string): string | null {
  const text = given.trim().toLowerCase();
  const bare = text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/^(?:\*\.|\.)/, "")
    .replace(/[/?#].*$/, "");
  if (bare === "" || /[\s@*]/.test(bare)) return null;
  try {
    const host = new URL(`https://${bare}`).hostname.replace(/^www\./, "").replace(/\.$/, "");
    return host.includes(".") ? host : null;
  } catch {
    return null;
  }
}

/** The named site that a host is or belongs to: `blog.example.org` belongs to `example.org`. */
export function siteOf(host: string, sites: ReadonlySet<string>): string | null {
  for (let at = 0; at !== -1;) {
    const site = host.slice(at);
    if (sites.has(site)) return site;
    const dot = host.indexOf(".", at);
    at = dot === -1 ? -1 : dot + 1;
  }
  return null;
}
