import { createHash } from "node:crypto";
import twitterText from "twitter-text";
import { z } from "zod";
import { reactionsTo } from "#engine/simulator/crowd.ts";
import { createPosts } from "#engine/simulator/posts.ts";

export const Entry = z.strictObject({
  id: z.string(),
  handle: z.string(),
  text: z.string(),
  at: z.number(),
  media: z.array(z.string()).optional(),
  /** The post that it reposts; it has no words of its own. */
  of: z.string().optional(),
});
export type Entry = z.infer<typeof Entry>;

/** X compares a post with the account's last ones; how far back is not published. */
const duplicateWindow = { posts: 200, ms: 24 * 3600 * 1000 };

/** The simulated network's memory of posts. */
export const createXPosts = () => createPosts<Entry>({ ids: { epoch: 1_288_834_974_657, bits: 22 } });
export type XPosts = ReturnType<typeof createXPosts>;

/** True where the person said the very same lately. */
export function saidBefore(
  posts: XPosts,
  { handle, text, now }: { handle: string; text: string; now: number },
): boolean {
  return posts
    .of(handle)
    .slice(-duplicateWindow.posts)
    .some((post) => post.text === text && post.at > now - duplicateWindow.ms);
}

type Url = {
  start: number;
  end: number;
  url: string;
  expanded_url: string;
  display_url: string;
  media_key?: string;
};

/** A post as the API gives it: addresses become t.co ones, their originals stand in `entities`; `&`, `<`, `>` are escaped. */
export function apiPost(entry: Entry, find: (id: string) => Entry | null = () => null) {
  const passed = entry.of === undefined ? null : find(entry.of);
  if (passed !== null) {
    // Cut, with the words of what it passes on, as X does it since its first days.
    const text = `RT @${passed.handle}: ${passed.text}`.slice(0, 140);
    const referenced_tweets = [{ type: "retweeted", id: passed.id }];
    const created_at = new Date(entry.at).toISOString();
    return { id: entry.id, text, edit_history_tweet_ids: [entry.id], created_at, referenced_tweets };
  }
  const urls: Url[] = [];
  let text = "";
  let from = 0;
  for (const { url, indices } of twitterText.extractUrlsWithIndices(entry.text, { extractUrlsWithoutProtocol: true })) {
    text += entry.text.slice(from, indices[0]);
    const short = `https://t.co/${createHash("sha256").update(entry.id).update(url).digest("base64url").replace(/[-_]/gu, "0").slice(0, 10)}`;
    const expanded = /^https?:/iu.test(url) ? url : `http://${url}`;
    urls.push({
      start: [...text].length,
      end: [...text].length + short.length,
      url: short,
      expanded_url: expanded,
      display_url: url.replace(/^https?:\/\//u, "").slice(0, 30),
    });
    text += short;
    from = indices[1];
  }
  text += entry.text.slice(from);
  // Pictures stand behind the text by an address of their own, which nobody wrote.
  for (const id of entry.media ?? []) {
    const short = `https://t.co/m${id.slice(-9)}`;
    if (!text.includes(short)) text += `${text === "" ? "" : " "}${short}`;
    const expanded = `https://x.com/${entry.handle}/status/${entry.id}/photo/1`;
    urls.push({
      start: [...text].length - short.length,
      end: [...text].length,
      url: short,
      expanded_url: expanded,
      display_url: `pic.x.com/${short.slice(-10)}`,
      media_key: `3_${id}`,
    });
  }
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return {
    id: entry.id,
    text: escaped,
    edit_history_tweet_ids: [entry.id],
    created_at: new Date(entry.at).toISOString(),
    ...(urls.length > 0 ? { entities: { urls } } : {}),
  };
}

/** A stable numeric id for a person. */
export const personId = (handle: string): string =>
  createHash("sha256").update(`x/${handle}`).digest().readBigUInt64BE(0).toString().slice(0, 18);

/** `public_metrics` of a post, as X names them. */
export function countsOf({ id, at }: Entry, now: number) {
  const { likes, reposts, replies, views } = reactionsTo(id, now - at);
  return {
    like_count: likes,
    retweet_count: reposts,
    reply_count: replies,
    quote_count: 0,
    bookmark_count: 0,
    impression_count: views,
  };
}
