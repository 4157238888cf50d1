import { clean } from "./clean.ts";
import { type Item, type ItemKind, type ItemMedium, mostMedia } from "./item.ts";

/** A post on a network, as a source there reads it. What is absent is not known. */
export type PostRead = {
  network: string;
  /** By which the network knows it everywhere. */
  remoteId: string;
  /** Where people see it. */
  url: string | null;
  /** Whose it is, as handles are written there. */
  account: string;
  /** Of the list that it was read from, for people. */
  source: string;
  author: string | null;
  /** Plain text with its lines. */
  text: string;
  /** What stands in its text's place until a reader asks for it. */
  warning?: string;
  /** A page elsewhere that it points to. */
  shared?: { url: string; title?: string } | null;
  tags?: readonly string[];
  media?: readonly ItemMedium[];
  language?: string | null;
  published: string | null;
  updated?: string | null;
  kind?: ItemKind;
};

/**
 * A post as an item. Its title is its first line; where it stands behind a warning, the warning, and so is what a post made of it says:
 * what its author covered is not shown elsewhere unless a template asks for the whole text. It points to the page that it shares, else to itself.
 */
export function itemOfPost(post: PostRead): Item {
  const text = clean(post.text).trim();
  const warning = clean(post.warning ?? "").trim();
  const [first = ""] = text.split("\n").filter((line) => line.trim() !== "");
  const title = (warning || first || clean(post.shared?.title ?? "")).trim().slice(0, 2000);
  const url = webOnly(post.url);
  const media = (post.media ?? []).filter((medium) => webOnly(medium.url) !== null).slice(0, mostMedia);
  const kind = post.kind ?? (media[0]?.kind === "video" ? "video" : webOnly(post.shared?.url) ? "article" : "post");
  return {
    key: `${post.network}:${post.remoteId}`,
    kind,
    source: clean(post.source).slice(0, 300),
    title,
    text: title,
    link: webOnly(post.shared?.url) ?? url,
    summary: text.slice(0, 20_000),
    author: post.author === null ? null : clean(post.author).slice(0, 300),
    tags: [...new Set((post.tags ?? tagsIn(text)).map((tag) => clean(tag).slice(0, 200)))].slice(0, 50),
    media,
    language: post.language?.slice(0, 35) || null,
    published: post.published,
    updated: post.updated ?? null,
    ...(warning === "" ? {} : { warning: warning.slice(0, 500) }),
    origin: { network: post.network, remoteId: post.remoteId.slice(0, 500), url, account: post.account.slice(0, 500) },
  };
}

/** Hashtags as they stand in a text. */
export const tagsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]{1,100})/gu)].map(([, tag = ""]) => tag);

/** An address of the web; null for anything else, or what no item holds. */
export const webOnly = (address: string | null | undefined): string | null =>
  address != null && /^https?:\/\//iu.test(address) && address.length <= 4000 ? address : null;

/** A medium of a post; sizes and alternative text only where the network says them. */
export function mediumOf(
  kind: ItemMedium["kind"],
  url: string,
  about: { alt?: string | null | undefined; width?: unknown; height?: unknown; type?: string | undefined } = {},
): ItemMedium {
  const side = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;
  const alt = clean(about.alt ?? "").trim();
  return {
    url,
    kind,
    ...(about.type === undefined ? {} : { type: about.type.slice(0, 100) }),
    ...(side(about.width) ? { width: about.width } : {}),
    ...(side(about.height) ? { height: about.height } : {}),
    ...(alt === "" ? {} : { alt: alt.slice(0, 4000) }),
  };
}

/** A time of the network in UTC; null where it is none. */
export function timeRead(value: string | null | undefined): string | null {
  const at = Date.parse(value ?? "");
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
