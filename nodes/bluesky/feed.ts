import { z } from "zod";
import type { Item, ItemMedium } from "#engine/item.ts";
import type { NetworkContext } from "#engine/network.ts";
import { itemOfPost, mediumOf, timeRead } from "#engine/posted.ts";
import { pageOf } from "./wire.ts";

const Ratio = z.object({ width: z.number(), height: z.number() }).optional().catch(undefined);
const Images = z.object({
  images: z.array(z.object({ fullsize: z.string(), alt: z.string().catch(""), aspectRatio: Ratio })),
});
const External = z.object({
  external: z.object({ uri: z.string(), title: z.string().catch(""), thumb: z.string().optional().catch(undefined) }),
});
const Video = z.object({
  playlist: z.string(),
  thumbnail: z.string().optional().catch(undefined),
  alt: z.string().optional().catch(undefined),
  aspectRatio: Ratio,
});
/** What is quoted; absent words where its author took it back or does not let it be quoted. */
const Quoted = z.object({
  record: z.object({
    uri: z.string().optional(),
    author: z.object({ handle: z.string() }).optional().catch(undefined),
    value: z.object({ text: z.string() }).optional().catch(undefined),
  }),
});
const Label = z.object({ val: z.string(), neg: z.boolean().optional() });
const Feature = z.object({ uri: z.string().optional(), tag: z.string().optional() });
const Facet = z.object({
  index: z.object({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(Feature.catch({})),
});

/** A post as the reading side gives it, as far as it is read; what else newer programs write into it is passed over. */
export const PostView = z.object({
  uri: z.string().startsWith("at://").max(500),
  cid: z.string().max(200),
  author: z.object({
    did: z.string().max(300),
    handle: z.string().max(300),
    displayName: z.string().optional().catch(undefined),
    labels: z.array(Label).catch([]),
  }),
  record: z.object({
    text: z.string().catch(""),
    createdAt: z.string().catch(""),
    langs: z.array(z.string()).catch([]),
    facets: z.array(Facet).catch([]),
    tags: z.array(z.string()).catch([]),
    reply: z
      .object({ parent: z.object({ uri: z.string() }) })
      .optional()
      .catch(undefined),
  }),
  embed: z.unknown().optional(),
  labels: z.array(Label).catch([]),
});
export type PostView = z.infer<typeof PostView>;

/** Marks that ask for a warning before a post is shown. */
const covered = new Set(["porn", "sexual", "nudity", "graphic-media", "gore", "nsfl", "sexual-figurative"]);
/** Its author wants it shown to people only who are signed in. */
const unseen = "!no-unauthenticated";

/** Whether its author lets it be shown to somebody who is not signed in. */
export const isOpen = ({ author, labels }: PostView): boolean => !said([...author.labels, ...labels]).includes(unseen);

const said = (labels: readonly z.infer<typeof Label>[]): string[] =>
  labels.flatMap(({ val, neg }) => (neg === true ? [] : [val]));

/** A post as an item; null where it stands behind a label and those are not wanted. */
export function itemOf(context: NetworkContext, post: PostView, source: string, sensitive: boolean): Item | null {
  const marks = said(post.labels).filter((label) => covered.has(label));
  if (marks.length > 0 && !sensitive) return null;
  const { text, links, tags } = readText(post.record);
  const shown = readEmbed(post.embed);
  const [link] = links;
  const quote = shown.quoted === null ? "" : `\n\n« ${shown.quoted.text} » — @${shown.quoted.handle}`;
  return itemOfPost({
    network: "bluesky",
    remoteId: post.uri,
    url: pageOf(context, post.uri),
    account: post.author.did,
    source,
    author: post.author.displayName || post.author.handle,
    text: text + quote,
    ...(marks.length === 0 ? {} : { warning: marks.join(", ") }),
    shared: shown.shared ?? (link === undefined ? null : { url: link }),
    tags: [...tags, ...post.record.tags],
    media: shown.media,
    language: post.record.langs[0] ?? null,
    published: timeRead(post.record.createdAt),
    ...(shown.video ? { kind: "video" as const } : {}),
  });
}

/**
 * The text as it was meant: an address stands shortened in it, and whole only in its facet, whose place counts bytes of UTF-8. A facet that
 * stands wrong is passed over, as readers of the network do.
 */
export function readText({ text, facets }: Pick<PostView["record"], "text" | "facets">) {
  const bytes = Buffer.from(text, "utf8");
  const links: string[] = [];
  const tags: string[] = [];
  const pieces: string[] = [];
  let at = 0;
  for (const { index, features } of facets.toSorted((a, b) => a.index.byteStart - b.index.byteStart)) {
    const { byteStart, byteEnd } = index;
    if (byteStart < at || byteEnd <= byteStart || byteEnd > bytes.length) continue;
    for (const { tag } of features) if (tag !== undefined) tags.push(tag);
    const uri = features.find(({ uri: one }) => one !== undefined)?.uri;
    if (uri === undefined || !/^https?:\/\//iu.test(uri)) continue;
    links.push(uri);
    const shown = bytes.subarray(byteStart, byteEnd).toString("utf8");
    pieces.push(bytes.subarray(at, byteStart).toString("utf8"), isShortened(shown, uri) ? uri : shown);
    at = byteEnd;
  }
  pieces.push(bytes.subarray(at).toString("utf8"));
  return { text: pieces.join(""), links, tags };
}

/** Whether what is shown is the beginning of the address, rather than words that lead there. */
function isShortened(shown: string, uri: string): boolean {
  const bare = (address: string): string =>
    address.replace(/^https?:\/\/(?:www\.)?|^www\./iu, "").replace(/(?:\.{3}|…)$/u, "");
  return bare(shown) !== "" && bare(uri).toLowerCase().startsWith(bare(shown).toLowerCase());
}

type Shown = {
  shared: { url: string; title: string } | null;
  media: ItemMedium[];
  quoted: { text: string; handle: string } | null;
  video: boolean;
};

/** What is shown below the words: pictures, a film's first picture, the card of an address, a quoted post; or two of them. */
function readEmbed(embed: unknown): Shown {
  const images = Images.safeParse(embed).data?.images;
  if (images !== undefined)
    return {
      ...nothing,
      media: images.map(({ fullsize, alt, aspectRatio }) => mediumOf("picture", fullsize, { alt, ...aspectRatio })),
    };
  const card = External.safeParse(embed).data?.external;
  if (card !== undefined) {
    const media = card.thumb === undefined ? [] : [mediumOf("picture", card.thumb)];
    return { ...nothing, shared: { url: card.uri, title: card.title }, media };
  }
  const film = Video.safeParse(embed).data;
  // What plays it is a list of pieces, which no network takes; the picture is.
  if (film !== undefined) {
    const media =
      film.thumbnail === undefined ? [] : [mediumOf("picture", film.thumbnail, { alt: film.alt, ...film.aspectRatio })];
    return { ...nothing, media, video: true };
  }
  const both = z.object({ record: Quoted, media: z.unknown() }).safeParse(embed).data;
  if (both !== undefined) return { ...readEmbed(both.media), quoted: quotedIn(both.record) };
  const alone = Quoted.safeParse(embed).data;
  return alone === undefined ? nothing : { ...nothing, quoted: quotedIn(alone) };
}

const nothing: Shown = { shared: null, media: [], quoted: null, video: false };

const quotedIn = ({ record: { author, value } }: z.infer<typeof Quoted>): Shown["quoted"] =>
  author === undefined || value === undefined ? null : { text: value.text, handle: author.handle };
