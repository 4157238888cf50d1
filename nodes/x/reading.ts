import { z } from "zod";
import type { Item, ItemMedium } from "#engine/item.ts";
import type { NetworkContext } from "#engine/network.ts";
import { itemOfPost, mediumOf, timeRead } from "#engine/posted.ts";

const Url = z.object({
  url: z.string(),
  expanded_url: z.string().nullish(),
  unwound_url: z.string().nullish(),
  title: z.string().nullish(),
  media_key: z.string().nullish(),
});
const Entities = z
  .object({ urls: z.array(Url).nullish(), hashtags: z.array(z.object({ tag: z.string() })).nullish() })
  .nullish()
  .catch(null);
/** What stands above 280 signs, under its two names. */
const Note = z.object({ text: z.string(), entities: Entities }).nullish().catch(null);

/** A post with all that is asked for; the API grows, and renames while it does. */
const Read = z.object({
  id: z.string().regex(/^\d{1,24}$/u),
  text: z.string(),
  author_id: z.string().nullish(),
  created_at: z.string().nullish(),
  lang: z.string().nullish(),
  possibly_sensitive: z.boolean().nullish(),
  in_reply_to_user_id: z.string().nullish(),
  entities: Entities,
  note_tweet: Note,
  note_post: Note,
  attachments: z
    .object({ media_keys: z.array(z.string()).nullish() })
    .nullish()
    .catch(null),
});
type Read = z.infer<typeof Read>;
const Media = z.object({
  media_key: z.string(),
  type: z.string(),
  url: z.string().nullish(),
  preview_image_url: z.string().nullish(),
  alt_text: z.string().nullish(),
  width: z.unknown().optional(),
  height: z.unknown().optional(),
  variants: z
    .array(z.object({ content_type: z.string().nullish(), url: z.string(), bit_rate: z.number().nullish() }))
    .nullish()
    .catch(null),
});
const Person = z.object({ id: z.string(), username: z.string(), name: z.string().nullish() });

export const Page = z.object({
  data: z.array(z.unknown()).nullish(),
  includes: z
    .object({ media: z.array(z.unknown()).nullish(), users: z.array(z.unknown()).nullish() })
    .nullish()
    .catch(null),
  meta: z.object({ next_token: z.string().nullish(), newest_id: z.string().nullish() }).nullish(),
});
export type Page = z.infer<typeof Page>;

/** What is asked for with each post. Nothing of it brings further posts, which would be charged for as well. */
export const fields = {
  "tweet.fields": "created_at,entities,note_tweet,lang,author_id,possibly_sensitive,in_reply_to_user_id,attachments",
  expansions: "attachments.media_keys,author_id",
  "media.fields": "url,preview_image_url,alt_text,width,height,type,variants",
  "user.fields": "username,name",
};

type From = { context: NetworkContext; source: string; replies: boolean; sensitive: boolean };

/** The posts of an answer as items; those that are not wanted, or that nobody can read, are not among them. */
export function itemsOf({ data, includes }: Page, from: From): Item[] {
  const media = new Map((includes?.media ?? []).flatMap((one) => keyed(Media.safeParse(one).data, "media_key")));
  const people = new Map((includes?.users ?? []).flatMap((one) => keyed(Person.safeParse(one).data, "id")));
  return (data ?? []).flatMap((row) => {
    const post = Read.safeParse(row).data;
    if (post === undefined) return [];
    const author = people.get(post.author_id ?? "");
    if (post.possibly_sensitive === true && !from.sensitive) return [];
    // An answer to oneself goes on a thread.
    const answers = post.in_reply_to_user_id != null && post.in_reply_to_user_id !== post.author_id;
    return answers && !from.replies ? [] : [itemOf(post, author, media, from)];
  });
}

const keyed = <T extends Record<string, unknown>>(found: T | undefined, name: string): [string, T][] =>
  found === undefined ? [] : [[String(found[name]), found]];

function itemOf(
  post: Read,
  author: z.infer<typeof Person> | undefined,
  media: ReadonlyMap<string, z.infer<typeof Media>>,
  { context, source }: From,
): Item {
  const whole = post.note_tweet ?? post.note_post ?? post;
  const urls = whole.entities?.urls ?? [];
  const isOwn = ({ media_key: key }: (typeof urls)[number]) => key != null;
  // Addresses stand as t.co ones; what stands for the post's own pictures was never written.
  const text = urls.reduce(
    (made, url) => made.replaceAll(url.url, isOwn(url) ? "" : (url.unwound_url ?? url.expanded_url ?? url.url)),
    unescape(whole.text),
  );
  const shared = urls.find((url) => !isOwn(url) && (url.unwound_url ?? url.expanded_url) != null);
  const handle = (author?.username ?? "").toLowerCase();
  const address = shared?.unwound_url ?? shared?.expanded_url;
  return itemOfPost({
    network: "x",
    remoteId: post.id,
    url: `${context.webBase}/${handle === "" ? "i" : handle}/status/${post.id}`,
    account: handle || (post.author_id ?? "i"),
    source,
    author: author?.name || author?.username || null,
    text: text.trim(),
    shared: address == null ? null : { url: address, ...(shared?.title ? { title: shared.title } : {}) },
    tags: (whole.entities?.hashtags ?? []).map(({ tag }) => tag),
    media: (post.attachments?.media_keys ?? []).flatMap((key) => mediaOf(media.get(key))),
    // What X says where it cannot tell.
    language: post.lang == null || /^(?:und|qam|qct|qht|qme|qst|zxx|art)$/u.test(post.lang) ? null : post.lang,
    published: timeRead(post.created_at),
  });
}

/** A film comes with its picture before it, in the best of its mp4 forms. */
function mediaOf(found: z.infer<typeof Media> | undefined): ItemMedium[] {
  if (found === undefined) return [];
  const { type, url, preview_image_url: preview, alt_text: alt, width, height, variants } = found;
  if (type === "photo") return url ? [mediumOf("picture", url, { alt, width, height })] : [];
  const films = (variants ?? []).filter(({ content_type: kind }) => kind === "video/mp4");
  const [best] = films.toSorted((a, b) => (b.bit_rate ?? 0) - (a.bit_rate ?? 0));
  return [
    ...(preview ? [mediumOf("picture", preview, { alt, width, height })] : []),
    ...(best === undefined ? [] : [mediumOf("video", best.url, { type: "video/mp4", alt, width, height })]),
  ];
}

/** The API answers with `&amp;`, `&lt;` and `&gt;` in place of the three signs, and nothing else escaped. */
const unescape = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
