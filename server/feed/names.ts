import { decodeXML } from "entities";
import { withoutComments } from "./comments.ts";

/** What prefixes stand for. A document may bind any prefix to a namespace; the parsers know only the usual ones. */
const namespaces: [RegExp, string][] = [
  [/^https?:\/\/www\.w3\.org\/2005\/atom|^http:\/\/purl\.org\/atom\//, "atom"],
  [
    /^http:\/\/(?:purl\.org\/(?:rss\/1\.0\/?$|net\/rss1\.1)|my\.netscape\.com\/|backend\.userland\.com\/rss|channel\.netscape\.com\/rdf)/,
    "",
  ],
  [/^http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns/, "rdf"],
  [/^http:\/\/purl\.org\/dc\/elements/, "dc"],
  [/^http:\/\/purl\.org\/dc\/terms/, "dcterms"],
  [/^http:\/\/purl\.org\/rss\/1\.0\/modules\/content/, "content"],
  [/^https?:\/\/www\.itunes\.com\/dtds|^http:\/\/example\.com\/dtds\/podcast/, "itunes"],
  [/^https?:\/\/search\.yahoo\.com\/mrss|^http:\/\/video\.search\.yahoo\.com\/mrss/, "media"],
  [/^https?:\/\/www\.w3\.org\/1999\/xhtml/, "xhtml"],
  [/^http:\/\/rssnamespace\.org\/feedburner/, "feedburner"],
];

/** Elements that we read ourselves. Under another name rss-parser does not touch them: see xml.ts for what it would do. */
const ownElements = new Set([
  "description",
  "content:encoded",
  "link",
  "published",
  "updated",
  "content",
  "summary",
  "issued",
  "modified",
  "created",
]);

const maxNames = 2000;

/**
 * Gives the function that spells an element's name in one way: usual prefixes, lower case, and `r:` before those that we
 * read ourselves. In an Atom document Atom's own elements have no prefix, elsewhere `atom:`.
 */
export function canonicalNames(xml: string): (name: string) => string {
  const head = xml.slice(0, 20_000);
  const bound = new Map<string, string>();
  let plain = "";
  for (const [, prefix, , uri] of head.matchAll(/\sxmlns(?::([\w.-]{1,40}))?\s*=\s*(["'])([^"'<>]{1,200})\2/g)) {
    const known = namespaces.findLast(([form]) => form.test((uri ?? "").trim().toLowerCase()))?.[1];
    if (known === undefined) continue;
    if (prefix === undefined) plain ||= known;
    else bound.set(prefix.toLowerCase(), known);
  }
  const atom = isAtom(xml);
  const known = new Map<string, string>();

  return (name) => {
    let spelled = known.get(name);
    if (spelled === undefined) {
      spelled = spell(name, bound, atom);
      if (known.size < maxNames) known.set(name, spelled);
    }
    return spelled;
  };
}

/** Whether a document is Atom, whose texts say of what kind they are. */
export function isAtom(xml: string): boolean {
  const root = /<(?:[\w.-]+:)?(feed|rss|rdf|channel|entry)\b/i.exec(withoutComments(xml.slice(0, 20_000)))?.[1];
  return root !== undefined && /^(?:feed|entry)$/i.test(root);
}

/** The `xml:base` of the root element, which the parser does not tell of RSS and RDF. */
export function baseOfRoot(xml: string): string | null {
  const root = /<(?:[\w.-]+:)?(?:rss|rdf)(?=\s)[^<>]*?\sxml:base\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/i.exec(
    xml.slice(0, 20_000),
  );
  return root === null ? null : decodeXML(root[1] ?? root[2] ?? "").trim() || null;
}

function spell(name: string, bound: ReadonlyMap<string, string>, isAtom: boolean): string {
  const lower = name.toLowerCase();
  const colon = lower.indexOf(":");
  const given = colon === -1 ? "" : lower.slice(0, colon);
  const local = lower.slice(colon + 1);
  let prefix = colon === -1 ? "" : (bound.get(given) ?? given);
  if (prefix === "atom" && isAtom) prefix = "";
  if (prefix === "rss") prefix = "";
  const full = prefix === "" ? local : `${prefix}:${local}`;
  if (full === "rdf:rdf" || (full === "rdf" && given === "")) return "rdf:RDF";
  // Names that mean something else to xml2js and to objects.
  if (full === "_" || full === "$" || full === "cdata" || full.startsWith("__")) return `x:${full}`;
  return ownElements.has(full) ? `r:${full}` : full;
}

/** Attributes in lower case; declarations of namespaces go, or rss-parser would decorate podcasts, which we do ourselves. */
export function canonicalAttribute(name: string): string {
  const lower = name.toLowerCase();
  return lower.startsWith("xmlns") ? "xmlns" : lower;
}
