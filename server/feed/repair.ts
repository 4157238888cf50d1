import { decodeXML, decodeHTMLStrict } from "entities";

/** Elements whose text may hold markup that was not escaped. What is inside becomes text, tags and all. */
const textConstructs =
  /^(?:(?:atom:|a10:|rss:|dc:|media:|itunes:|content:)?(?:title|description|summary|subtitle|tagline|encoded|copyright|info)|(?:atom:|a10:)?content|xhtml:body|body|fullitem)$/;
/** Elements that hold no other: a tag that follows one of these unclosed closes it. */
const leaves =
  /^(?:\w+:)?(?:title|link|guid|id|pubdate|published|updated|issued|modified|created|date|creator|category|comments|language|generator|ttl|docs|lastbuilddate)$/;
const entryNames = /^(?:\w+:)?(?:item|entry)$/;
const rootTag = /<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|entry)(?=[\s>/])/i;
// oxlint-disable-next-line no-control-regex -- exactly what XML forbids
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const maxDepth = 200;
/** Longer values are no addresses, and nothing else in an attribute is wanted. */
const maxAttribute = 10_000;

/**
 * Makes well-formed XML of what is nearly a feed, in one linear pass: stray `&` and `<`, HTML entities, unquoted or
 * doubled attributes, tags that do not match, markup inside titles and descriptions, a document that breaks off, text
 * before and after. An entry that breaks off is left out: the next poll reads it whole. Entities that the document
 * declares itself are never expanded, except plain short ones.
 */
export function repair(document: string): string {
  const xml = document.replace(forbidden, "");
  const root = rootTag.exec(xml);
  const start = root?.index ?? xml.indexOf("<");
  if (start === -1) return "";
  return new Repairer(xml, start, readEntities(xml.slice(0, start))).run();
}

/** `<!ENTITY name "text">` without references inside: nothing that could multiply. */
function readEntities(prolog: string): Map<string, string> {
  const entities = new Map<string, string>();
  for (const [, name, , value] of prolog
    .slice(0, 20_000)
    .matchAll(/<!ENTITY\s+([\w.-]{1,60})\s+(["'])([^"'%]{0,200})\2\s*>/g)) {
    const text = decodeXML(value ?? "");
    if (!/&(?!#)/.test(value ?? "") && entities.size < 300) entities.set(name ?? "", text);
  }
  return entities;
}

/** The state of one pass. Each `step…` method reads at `at` and moves it on; what is written is well-formed so far. */
class Repairer {
  private readonly xml: string;
  private readonly entities: ReadonlyMap<string, string>;
  private at: number;
  private readonly out: string[] = [];
  private readonly open: string[] = [];
  private readonly marks = new Map<string, RegExp>();
  /** Where in `out` the entry that is open began, to leave it out if it breaks off. */
  private entryStart = -1;
  private entries = 0;
  /** Characters that looking ahead may still cost, so that a hostile document stays linear. */
  private budget: number;

  constructor(xml: string, start: number, entities: ReadonlyMap<string, string>) {
    this.xml = xml;
    this.at = start;
    this.entities = entities;
    this.budget = xml.length * 4;
  }

  run(): string {
    const { xml } = this;
    while (this.at < xml.length) {
      const next = xml.indexOf("<", this.at);
      this.text(xml.slice(this.at, next === -1 ? xml.length : next));
      if (next === -1) break;
      this.at = next;
      this.markup();
      if (this.open.length === 0 && this.out.length > 0) break;
    }
    if (this.entryStart !== -1 && this.entries > 1) {
      this.out.length = this.entryStart;
      while (this.open.length > 0 && !entryNames.test(this.open.pop() ?? ""));
    }
    while (this.open.length > 0) this.out.push(`</${this.open.pop()}>`);
    return this.out.join("");
  }

  private markup(): void {
    const { xml } = this;
    if (xml.startsWith("<![CDATA[", this.at)) return this.cdata();
    if (xml.startsWith("<!--", this.at)) return this.skip("-->");
    if (xml.startsWith("<?", this.at) || xml.startsWith("<!", this.at)) return this.skip(">");
    const tag = /^<(\/?)([A-Za-z_][\w.:-]*)/.exec(xml.slice(this.at, this.at + 200));
    if (tag === null) {
      this.text("<");
      this.at += 1;
    } else if (tag[1] === "/") this.closing((tag[2] ?? "").toLowerCase());
    else this.opening(tag[2] ?? "", this.at + tag[0].length);
  }

  private skip(end: string): void {
    const close = this.xml.indexOf(end, this.at);
    this.at = close === -1 ? this.xml.length : close + end.length;
  }

  private cdata(): void {
    const close = this.xml.indexOf("]]>", this.at);
    if (close === -1) {
      // Cut off inside: what follows belongs to an entry that breaks off too.
      this.at = this.xml.length;
      return;
    }
    if (this.open.length > 0) this.literal(this.xml.slice(this.at + 9, close));
    this.at = close + 3;
  }

  private text(text: string): void {
    if (this.open.length > 0 && text !== "") this.out.push(this.clean(text));
  }

  /** Text outside of CDATA: known entities become characters, all other `&` are literal. */
  private clean(text: string): string {
    if (!text.includes("&")) return escapeText(text);
    return text
      .replace(/&(?:#x[0-9a-f]{1,6};|#\d{1,7};|[a-z][\w.-]{1,40};|)/gi, (found) => {
        if (/^&(?:amp|lt|gt|quot|apos);$/.test(found)) return found;
        const own = this.entities.get(found.slice(1, -1));
        const decoded = found === "&" ? "&" : (own ?? decodeHTMLStrict(found));
        return escapeText(decoded.replace(forbidden, ""));
      })
      .replaceAll("<", "&lt;");
  }

  private closing(name: string): void {
    const end = this.xml.indexOf(">", this.at);
    const next = this.xml.indexOf("<", this.at + 1);
    const broken = end === -1 || (next !== -1 && next < end);
    if (broken && next === -1) {
      this.at = this.xml.length;
      return;
    }
    this.at = broken ? next : end + 1;
    const depth = this.open.findLastIndex((open) => open.toLowerCase() === name);
    // A closing tag of nothing that is open means nothing, nor does one that would close far more than it opened.
    if (depth === -1) return;
    while (this.open.length > depth) this.close();
  }

  private close(): void {
    const name = this.open.pop() ?? "";
    this.out.push(`</${name}>`);
    if (entryNames.test(name.toLowerCase())) this.entryStart = -1;
  }

  private opening(name: string, from: number): void {
    const lower = name.toLowerCase();
    const read = this.attributes(from);
    if (read === null) {
      this.at = this.xml.length;
      return;
    }
    const top = this.open.at(-1)?.toLowerCase() ?? "";
    if (leaves.test(top)) this.close();
    if (entryNames.test(lower)) {
      const depth = this.open.findLastIndex((open) => open.toLowerCase() === lower);
      if (depth !== -1 && this.entryStart !== -1) while (this.open.length > depth) this.close();
      this.entryStart = this.out.length;
      this.entries += 1;
    }
    this.at = read.end;
    if (read.empty || this.open.length >= maxDepth) {
      if (this.open.length > 0 || read.empty) this.out.push(`<${name}${read.text}/>`);
      if (entryNames.test(lower)) this.entryStart = -1;
      return;
    }
    this.out.push(`<${name}${read.text}>`);
    this.open.push(name);
    if (textConstructs.test(lower)) this.construct(lower);
  }

  private attributes(from: number): { text: string; end: number; empty: boolean } | null {
    const attribute = /\s*(?:([^\s=<>/"']{1,200})(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'<>]+)))?|(\/?>)|(<)|(.))/sy;
    attribute.lastIndex = from;
    const seen = new Set<string>();
    let text = "";
    for (let found = attribute.exec(this.xml); found !== null; found = attribute.exec(this.xml)) {
      const [, name, double, single, bare, end, next] = found;
      if (end !== undefined) return { text, end: attribute.lastIndex, empty: end === "/>" };
      if (next !== undefined) return { text, end: attribute.lastIndex - 1, empty: false };
      if (
        name === undefined ||
        seen.has(name) ||
        seen.size > 60 ||
        (double ?? single ?? bare ?? "").length > maxAttribute ||
        !/^[A-Za-z_][\w.:-]*$/.test(name)
      )
        continue;
      seen.add(name);
      // `<a href=http://x/>`: the slash belongs to the tag only where nothing else could end it.
      text += ` ${name}="${this.clean(double ?? single ?? bare ?? "").replaceAll('"', "&quot;")}"`;
    }
    return null;
  }

  /** Copies the inside of a text construct as text. Where its end is not found, its text ends at the next tag. */
  private construct(name: string): void {
    const from = this.at;
    const end = this.endOf(name, from);
    if (end === -1) return;
    const inner = this.xml.slice(from, end);
    const parts = inner.split(/<!\[CDATA\[([\s\S]*?)\]\]>/);
    const markup = parts.some((part, index) => index % 2 === 0 && /<[a-z/]/i.test(part));
    if (markup) this.out.push(asHtml(this.out.pop() ?? ""));
    for (const [index, part] of parts.entries()) {
      if (index % 2 === 1) this.literal(part);
      else this.literal(markup ? part.replace(/<!--[\s\S]*?-->/g, "") : this.decode(part));
    }
    this.at = end;
  }

  /** Writes text as it is. A CDATA section costs the parser far less than escaped characters. */
  private literal(text: string): void {
    if (text !== "") this.out.push(`<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`);
  }

  /** One level of entities undone. */
  private decode(text: string): string {
    if (!text.includes("&")) return text;
    const known =
      this.entities.size === 0
        ? text
        : text.replace(/&([\w.-]{1,60});/g, (found, name: string) => this.entities.get(name) ?? found);
    return decodeHTMLStrict(known).replace(forbidden, "");
  }

  /** Finds what matters on the way to the end of an element: CDATA, tags of the same name, tags of entries. */
  private markOf(name: string): RegExp {
    const known = this.marks.get(name);
    if (known !== undefined) return known;
    const mark = new RegExp(
      `<!\\[CDATA\\[|<(/?)(?:${name.replace(/[.]/g, "\\.")}(?=[\\s>/])|(?:\\w+:)?(?:item|entry)(?=[\\s>]))`,
      "gi",
    );
    this.marks.set(name, mark);
    return mark;
  }

  /** Where the closing tag of a text construct begins: over CDATA and elements of the same name, within its entry. */
  private endOf(name: string, from: number): number {
    if (this.budget <= 0) return -1;
    const mark = this.markOf(name);
    mark.lastIndex = from;
    let depth = 1;
    for (let found = mark.exec(this.xml); found !== null; found = mark.exec(this.xml)) {
      if (found[0].startsWith("<!")) {
        const close = this.xml.indexOf("]]>", mark.lastIndex);
        if (close === -1) break;
        mark.lastIndex = close + 3;
        continue;
      }
      const same = found[0].toLowerCase().replace(/^<\/?/, "") === name;
      if (!same) {
        this.budget -= found.index - from;
        return -1;
      }
      depth += found[1] === "/" ? -1 : 1;
      if (depth === 0) {
        this.budget -= found.index - from;
        return found.index;
      }
    }
    this.budget -= this.xml.length - from;
    return -1;
  }
}

/** An opening tag that says that its text is HTML: elements stood in it, which are text now. */
function asHtml(tag: string): string {
  return `${tag.slice(0, -1).replace(/ type="[^"]*"/, "")} type="html">`;
}

function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") : text;
}
