/** A feed as its document says it, whatever its format: texts, links and dates are unread. */

/**
 * A text with what its construct says that it is: `text` by the letter, `html`, or `either`, where the format leaves it open, as RSS does,
 * and the text itself has to tell.
 */
export type RawText = { text: string; form: "text" | "html" | "either" };
export type RawLink = { href: string; rel: string; type: string; base: string | null };
/**
 * A medium that an entry names. `place`: `cover`, a picture of the whole entry; `attached`, what was put to it; `thumbnail`, a
 * small likeness. What the document says of it is unread.
 */
export type RawMedium = {
  href: string;
  place: "attached" | "cover" | "thumbnail";
  /** The media type, the `medium` of Media RSS, or both. */
  type: string;
  width?: string | number | undefined;
  height?: string | number | undefined;
  bytes?: string | number | undefined;
  alt?: RawText | undefined;
};
export type RawEntry = {
  id: string | null;
  /** Whether the id is the entry's address: the document says so, or does not say otherwise. */
  permalink: "said" | "implied" | "no";
  titles: RawText[];
  links: RawLink[];
  /** Most wanted first. */
  summaries: RawText[];
  authors: RawText[];
  tags: RawText[];
  /** Those that the texts hold (`<img>`) are not among them. */
  media: RawMedium[];
  language: string | null;
  published: string[];
  updated: string[];
  base: string | null;
};
export type RawFeed = {
  title: RawText;
  language: string | null;
  /** The site's own address, against which links that are not absolute are read. */
  site: string | null;
  /** The nearest first: of the feed, then of what it stands in. */
  bases: (string | null)[];
  entries: RawEntry[];
  /** The document breaks off: the entries are those that were whole. */
  cut?: boolean;
};

/** Entries that are taken of one document. */
export const maxEntries = 5000;

/** The document is no feed, or not one that can be read. `code` says which sentence a person gets. */
export class Unreadable extends Error {
  readonly code: "not_a_feed" | "unreadable" | "empty" | "too_big";
  /** For a web page: the address of the feed that it names. */
  readonly hint: string | null;
  constructor(code: Unreadable["code"], options: { hint?: string | null; cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Unreadable";
    this.code = code;
    this.hint = options.hint ?? null;
  }
}
