import { z } from "zod";
import type { Answer } from "#engine/answer.ts";
import type { Item, ItemKind } from "#engine/item.ts";
import type { SourceContext, PolledSource } from "#engine/node.ts";
import { sourceFailure, tokenMissing } from "./failure.ts";
import { list, type Query } from "./graph.ts";
import type { Config } from "./node.ts";
import { timeOf } from "./recent.ts";
import { fields, Post } from "./wire.ts";

/** Posts a page of the listing holds, pages read in one poll, and ids remembered between polls. */
const size = { page: 25, pages: 4, memory: 200 };

const Memory = z.object({ ids: z.array(z.string()).catch([]) }).catch({ ids: [] });

export const source: PolledSource<Config> = {
  identify: ({ page }) => `facebook-page:${page.toLowerCase()}`,
  poll: async (config, context) => {
    // Names of pages know no case.
    const page = config.page.toLowerCase();
    const token = config.token === null ? null : await context.secret(config.token.secret);
    if (token === null) throw tokenMissing(page);
    const known = new Set(Memory.parse(context.cursor).ids);
    const posts = await readPosts(page, token, known, context);
    const fresh = posts.filter(({ id }) => !known.has(id));
    const ids = [...posts.map(({ id }) => id), ...known];
    return {
      items: posts.map((post) => readItem(page, post)),
      cursor: { ids: [...new Set(ids)].slice(0, size.memory), newest: posts[0]?.created_time ?? null },
      title: `Facebook · ${page}`,
      unchanged: fresh.length === 0 && known.size > 0,
    };
  },
};

/** Newest first, back to a post that is known; the first poll reads one page. The token goes in a header, where no log finds it. */
async function readPosts(page: string, token: string, known: Set<string>, context: SourceContext): Promise<Post[]> {
  const posts: Post[] = [];
  const get = async (query: Query): Promise<Answer> => {
    const address = `${context.network("facebook").apiBase}/${encodeURIComponent(page)}/posts?${new URLSearchParams(query).toString()}`;
    const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
    const { status, headers: told, body } = await context.getJson(address, headers);
    return { status, headers: { get: (name) => told[name] ?? null }, body: JSON.stringify(body) };
  };
  const answers = known.size === 0 ? 1 : size.pages;
  for await (const listed of list(get, { query: { fields }, size: size.page, answers })) {
    const found = "rows" in listed ? Post.array().safeParse(listed.rows) : null;
    if ("refused" in listed) throw sourceFailure(page, listed.refused, context.now);
    if (found?.success !== true)
      throw sourceFailure(page, { status: 200, headers: { get: () => null }, body: null }, context.now);
    posts.push(...found.data);
    if (found.data.some(({ id }) => known.has(id))) break;
  }
  return posts;
}

/** What a post is by what is attached to it. */
const kinds: Record<string, ItemKind> = { link: "article", video: "video", event: "event" };

function readItem(page: string, post: Post): Item {
  const message = (post.message ?? "").trim();
  const shared = post.attachments?.data[0];
  const [first = ""] = message.split("\n").filter((line) => line.trim() !== "");
  const title = (first || shared?.title || "").trim();
  const picture = webOnly(post.full_picture);
  return {
    key: `facebook:${post.id}`,
    kind: kinds[shared?.media_type ?? ""] ?? "post",
    source: `Facebook · ${page}`.slice(0, 300),
    title: title.slice(0, 2000),
    text: title.slice(0, 2000),
    link: readLink(post),
    summary: message.slice(0, 20_000),
    author: null,
    tags: [...message.matchAll(/#([\p{L}\p{N}_]{1,100})/gu)].map(([, tag = ""]) => tag).slice(0, 50),
    media: picture === null ? [] : [{ url: picture, kind: "picture" }],
    language: null,
    published: readTime(post.created_time),
    updated: null,
    origin: { network: "facebook", remoteId: post.id, url: webOnly(post.permalink_url), account: page },
  };
}

/** The page that the post shares, else the post itself. `url` leads through Facebook's own redirect, `unshimmed_url` does not. */
function readLink(post: Post): string | null {
  const shared = post.attachments?.data.find(({ media_type }) => media_type === "link");
  return webOnly(shared?.unshimmed_url) ?? webOnly(post.permalink_url) ?? null;
}

const webOnly = (address: string | null | undefined): string | null =>
  address != null && /^https?:\/\//iu.test(address) && address.length <= 4000 ? address : null;

function readTime(value: string | null | undefined): string | null {
  const at = timeOf(value);
  return at === null ? null : new Date(at).toISOString();
}
