import { QuoteType, Tokenizer } from "htmlparser2";
import { elementOf, type Element } from "./elements.ts";

/** A tag of a text, and of an opening one the attributes that matter. */
export type Tag = {
  name: string;
  /** null: HTML has no such element. */
  element: Element | null;
  closing: boolean;
  /** As it is written, from its `<` to its `>`. */
  source: string;
  /** Ends itself: `<br/>`. */
  empty: boolean;
  /** Has a value for an attribute: words do not. */
  valued: boolean;
  attributes: Readonly<Record<string, string>>;
  /** The index among the tokens of the tag that closes or opened it; -1: none. */
  partner: number;
};
export type Token = Tag | { text: string };

export const isTag = (token: Token): token is Tag => "name" in token;

const wanted = new Set(["class", "alt", "src", "style", "hidden", "start"]);
const longestValue = 2000;
/** Tags whose end was eaten by a quote without a partner, and are read anew. */
const mostRestarts = 20;
/**
 * What HTML would take for a comment, and people write (`</3`, `<!!`), and elements in which markup means nothing: one that is never
 * closed must not swallow the rest.
 */
const traps =
  /<(?:\/(?![a-z])|!(?!--|doctype\b|\[)|\?(?![a-z])|(script|style|title|textarea|xmp|noembed|noframes|iframe|plaintext)(?=[\s/>]))/gi;
const none = Object.freeze({});

/**
 * Parses markup into tags and texts, in linear time, and finds which tags belong together. References stay as they are. `dropped`: a
 * comment or a tag that was cut off stood there.
 */
export function tokenise(markup: string): { tokens: Token[]; dropped: boolean } {
  const read: Read = { tokens: [], dropped: false };
  let rest = guarded(markup);
  for (let turn = 0; rest !== ""; turn += 1) rest = turn < mostRestarts ? part(rest, read) : "";
  join(read.tokens);
  return read;
}

type Read = { tokens: Token[]; dropped: boolean };

function guarded(markup: string): string {
  let lower: string | null = null;
  const ends = new Map<string, number>();
  return markup.replace(traps, (found, given: string | undefined, at: number) => {
    const name = given?.toLowerCase();
    if (name !== undefined) {
      lower ??= markup.toLowerCase();
      const end = ends.get(name) ?? lower.lastIndexOf(`</${name}`);
      ends.set(name, end);
      if (end > at) return found;
    }
    return `&lt;${found.slice(1)}`;
  });
}

/** Reads as far as the parser gets; gives what is to be read anew after a tag that swallowed the rest. */
function part(markup: string, read: Read): string {
  const { tokens } = read;
  let tag: Tag | null = null;
  let from = 0;
  let attribute = "";
  let value = "";
  let done = 0;
  const opened = (end: number, empty: boolean): void => {
    done = end + 1;
    if (tag === null) return;
    tag.source = markup.slice(from, done);
    tag.empty = empty;
    tokens.push(tag);
    tag = null;
  };
  const skip = (_start: number, end: number): void => {
    done = end + 1;
    read.dropped = true;
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ontext: (start, end) => {
        done = end;
        tokens.push({ text: markup.slice(start, end) });
      },
      onopentagname: (start, end) => {
        from = start - 1;
        tag = newTag(markup.slice(start, end), false);
      },
      onattribname: (start, end) => {
        // Most attributes of most tags say nothing here; their names are not even read.
        const picture = tag !== null && (tag.name === "img" || tag.name === "image");
        const name = picture || (end - start > 4 && end - start < 7) ? markup.slice(start, end).toLowerCase() : "";
        attribute = wanted.has(name) && (picture || name !== "class") ? name : "";
        value = "";
      },
      onattribdata: (start, end) => {
        if (attribute !== "") value += markup.slice(start, Math.min(end, start + longestValue));
      },
      onattribend: (quote) => {
        if (tag === null) return;
        if (quote !== QuoteType.NoValue) tag.valued = true;
        if (attribute !== "") tag.attributes = { [attribute]: value, ...tag.attributes };
      },
      onopentagend: (end) => opened(end, false),
      onselfclosingtag: (end) => opened(end, true),
      onclosetag: (start, end) => {
        const close = markup.indexOf(">", end);
        done = close === -1 ? markup.length : close + 1;
        const closing = newTag(markup.slice(start, end), true);
        closing.source = markup.slice(start - 2, done);
        tokens.push(closing);
      },
      oncdata: (start, end, offset) => {
        done = end + 1;
        tokens.push({ text: markup.slice(start, end - offset) });
      },
      oncomment: skip,
      ondeclaration: skip,
      onprocessinginstruction: skip,
      onend: () => {},
      onattribentity: () => {},
      ontextentity: () => {},
    },
  );
  tokenizer.write(markup);
  tokenizer.end();
  return tail(markup.slice(done), read);
}

function newTag(given: string, closing: boolean): Tag {
  const name = given.toLowerCase();
  return {
    name,
    element: elementOf(name),
    closing,
    source: "",
    empty: false,
    valued: false,
    attributes: none,
    partner: -1,
  };
}

/** What the parser did not finish: a quote without its partner, a tag in which the text was cut off, or no tag at all (`A<B`). */
function tail(rest: string, read: Read): string {
  if (!rest.startsWith("<")) return "";
  const end = rest.indexOf(">");
  if (end === -1 && !/^<[a-z][\w:-]*\s+[\w:-]+\s*=|^<\//i.test(rest.slice(0, 2000))) read.tokens.push({ text: rest });
  else read.dropped = true;
  return end === -1 ? "" : rest.slice(end + 1);
}

/** Gives each closing tag the nearest open one of its name. */
function join(tokens: Token[]): void {
  const open = new Map<string, number[]>();
  for (const [index, token] of tokens.entries()) {
    if (!isTag(token)) continue;
    const list = open.get(token.name);
    if (!token.closing) {
      if (list === undefined) open.set(token.name, [index]);
      else list.push(index);
      continue;
    }
    const partner = list?.pop();
    const start = partner === undefined ? undefined : tokens[partner];
    if (partner === undefined || start === undefined || !isTag(start)) continue;
    start.partner = index;
    token.partner = partner;
  }
}
