import type { Item, ItemMedium } from "#engine/item.ts";
import { itemOfPost, mediumOf } from "#engine/posted.ts";
import { readBack } from "./text.ts";
import type { Listed } from "./wire.ts";

/** Where the files of pictures and videos are, by URN, as far as that is known. */
export type Files = ReadonlyMap<string, { url: string; thumbnail: string | null }>;

/** Posts that readers see: out, for everybody, and on the page's own feed, where no advertisement stands. */
export const isShown = ({ lifecycleState, visibility, distribution }: Listed): boolean =>
  (lifecycleState ?? "PUBLISHED") === "PUBLISHED" &&
  (visibility ?? "PUBLIC") === "PUBLIC" &&
  distribution?.feedDistribution !== "NONE";

export const isReshare = ({ reshareContext }: Listed): boolean => reshareContext?.parent != null;

/** What a post shows, by URN: its pictures or video, else the picture of its article. */
export function mediaUrns({ content }: Listed): string[] {
  const images = content?.multiImage?.images.map(({ id }) => id) ?? [];
  const [media, thumbnail] = [content?.media?.id, content?.article?.thumbnail];
  return [...images, ...(media == null ? [] : [media]), ...(thumbnail == null ? [] : [thumbnail])];
}

export const isVideo = (urn: string): boolean => urn.startsWith("urn:li:video:");
export const isPicture = (urn: string): boolean => urn.startsWith("urn:li:image:");

export type From = {
  /** The page's own id: its name in addresses may change. */
  account: string;
  /** Its name in addresses, and the list's name for people. */
  name: string;
  source: string;
  /** The address of a post by its URN. */
  address: (urn: string) => string;
};

/** A post as an item. Its URN is kept whole: the numbers of a `share` and of a `ugcPost` are asked for under different names. */
export function itemOf(post: Listed, files: Files, from: From): Item {
  const { content } = post;
  const article = content?.article;
  const filmed = mediaUrns(post).some(isVideo);
  return itemOfPost({
    network: "linkedin",
    remoteId: post.id,
    url: from.address(post.id),
    account: from.account,
    source: from.source,
    author: from.name,
    text: readBack(post.commentary ?? "") || (content?.media?.title ?? ""),
    shared: article?.source == null ? null : { url: article.source, title: article.title ?? "" },
    media: mediaUrns(post).flatMap((urn) => mediaOf(urn, altOf(post, urn), files)),
    published: timeOf(post.publishedAt ?? post.createdAt),
    updated: isEdited(post) ? timeOf(post.lastModifiedAt) : null,
    ...(filmed ? { kind: "video" } : {}),
  });
}

/** LinkedIn itself touches a post within moments of its making. */
const isEdited = ({ publishedAt, createdAt, lastModifiedAt }: Listed): boolean =>
  lastModifiedAt != null && lastModifiedAt > (publishedAt ?? createdAt ?? lastModifiedAt) + 60_000;

function altOf({ content }: Listed, urn: string): string | null {
  if (content?.media?.id === urn) return content.media.altText ?? null;
  if (content?.article?.thumbnail === urn) return content.article.thumbnailAltText ?? null;
  return content?.multiImage?.images.find(({ id }) => id === urn)?.altText ?? null;
}

/** A video has its picture before it, for a network that takes no video. */
function mediaOf(urn: string, alt: string | null, files: Files): ItemMedium[] {
  const file = files.get(urn);
  if (file === undefined) return [];
  if (!isVideo(urn)) return [mediumOf("picture", file.url, { alt })];
  const { url, thumbnail } = file;
  return [...(thumbnail === null ? [] : [mediumOf("picture", thumbnail, { alt })]), mediumOf("video", url, { alt })];
}

const timeOf = (at: number | null | undefined): string | null => {
  const date = new Date(at ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};
