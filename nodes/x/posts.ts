import { createHash } from "node:crypto";
import twitterText from "twitter-text";
import { z } from "zod";
import type { Journal } from "#engine/simulator.ts";

export const Entry = z.strictObject({ id: z.string(), handle: z.string(), text: z.string(), at: z.number() });
export type Entry = z.infer<typeof Entry>;

/** Kept at most; the oldest leave first. */
const most = 100_000;
/** X compares a post with the account's last ones; how far back is not published. */
const duplicateWindow = { posts: 200, ms: 24 * 3600 * 1000 };
const epoch = 1_288_834_974_657;

/** The simulated network's memory of posts. */
export function createPosts() {
  const all: Entry[] = [];
  const byHandle = new Map<string, Entry[]>();
  const byId = new Map<string, Entry>();
  let lastId = 0n;

  function replay(entry: Entry): void {
    all.push(entry);
    byId.set(entry.id, entry);
    const own = byHandle.get(entry.handle);
    if (own === undefined) byHandle.set(entry.handle, [entry]);
    else own.push(entry);
    if (BigInt(entry.id) > lastId) lastId = BigInt(entry.id);
    if (all.length > most) forget(all.splice(0, most / 10));
  }
  function forget(gone: Entry[]): void {
    const ids = new Set(gone.map(({ id }) => id));
    for (const id of ids) byId.delete(id);
    for (const [handle, posts] of byHandle)
      byHandle.set(
        handle,
        posts.filter(({ id }) => !ids.has(id)),
      );
  }
  /** A snowflake: milliseconds above, a counter below; always above the last. */
  function nextId(now: number): string {
    const made = BigInt(Math.max(0, now - epoch)) << 22n;
    return (made > lastId ? made : lastId + 1n).toString();
  }

  return {
    replay,
    all: (): readonly Entry[] => all,
    of: (handle: string): readonly Entry[] => byHandle.get(handle) ?? [],
    find: (id: string): Entry | null => byId.get(id) ?? null,
    said: (handle: string, text: string, now: number): boolean =>
      (byHandle.get(handle) ?? [])
        .slice(-duplicateWindow.posts)
        .some((post) => post.text === text && post.at > now - duplicateWindow.ms),
    accept: (journal: Journal<Entry>, handle: string, text: string, now: number): Entry => {
      const entry = { id: nextId(now), handle, text, at: now };
      journal.append(entry);
      replay(entry);
      return entry;
    },
  };
}
export type Posts = ReturnType<typeof createPosts>;

/** A post as the API gives it: addresses become t.co ones, their originals stand in `entities`; `&`, `<`, `>` are escaped. */
export function apiPost(entry: Entry) {
  const urls: { start: number; end: number; url: string; expanded_url: string; display_url: string }[] = [];
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
