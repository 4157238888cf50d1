import { decodeHTML } from "entities";
import { withoutComments } from "./comments.ts";
import { resolveLink } from "./link.ts";

/** Says whether a document is a web page rather than a feed. */
export function isPage(text: string): boolean {
  const head = withoutComments(text.slice(0, 20_000)).trimStart();
  if (/^(?:<\?xml[^>]*>\s*)?<!doctype\s+html/i.test(head)) return true;
  const root = /<([a-z][\w:-]*)/i.exec(head.replace(/<[?!][^>]*>/g, ""))?.[1]?.toLowerCase();
  return (
    root !== undefined && /^(?:html|head|body|div|p|script|meta|title|h1|style|link|table|span|center)$/.test(root)
  );
}

/** The address of the feed that a web page names in its head, or null. */
export function feedOfPage(text: string, url: string): string | null {
  const head = text.slice(0, 300_000);
  const base = /<base\s[^<>]*?href\s*=\s*["']?([^"'\s<>]+)/i.exec(head)?.[1] ?? null;
  let tags = 0;
  for (const [tag] of head.matchAll(/<link\s[^<>]{0,2000}>/gi)) {
    if ((tags += 1) > 500) return null;
    if (
      !/rel\s*=\s*["']?[^"'>]*alternate/i.test(tag) ||
      !/type\s*=\s*["']?application\/(?:rss|atom|rdf|feed)\+(?:xml|json)/i.test(tag)
    )
      continue;
    const href = /href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag);
    const found = resolveLink(decodeHTML(href?.[1] ?? href?.[2] ?? href?.[3] ?? ""), [base, url]);
    if (found !== null) return found;
  }
  return null;
}
