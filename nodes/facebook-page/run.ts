import { createHash } from "node:crypto";
import type { Answer } from "#engine/answer.ts";
import type { Item, ItemKind, ItemMedium } from "#engine/item.ts";
import { type Listed, readListed } from "#engine/listed.ts";
import type { NetworkContext } from "#engine/network.ts";
import type { SourceContext, PolledSource } from "#engine/node.ts";
import { itemOfPost, mediumOf, webOnly } from "#engine/posted.ts";
import { readRef } from "#engine/ref.ts";
import { sourceFailure, tokenMissing } from "./failure.ts";
import { ask, type Key, list, type Query } from "./graph.ts";
import type { Config } from "./node.ts";
import { timeOf } from "./recent.ts";
import { readFailure } from "./refusal.ts";
import { type Attachment, fields, type Piece, Post } from "./wire.ts";

/** Posts an answer of the listing holds, answers read in one poll, and posts that are asked after one by one. */
const size = { page: 25, pages: 4, missing: 5 };

/** Which page, as it is asked for, and with what. */
type Access = { page: string; name: string; key: Key; server: NetworkContext; connected: boolean };

export const source: PolledSource<Config> = {
  identify: ({ account, page }) => {
    const { id, handle } = readRef(account);
    return `facebook-page:${account === "" ? page.toLowerCase() : (id ?? handle)}`;
  },
  poll: async (config, context) => {
    const access = await open(config, context);
    const listed = readListed(context.cursor);
    const posts = await readPosts(access, listed);
    const entries = posts.map((post) => ({ id: post.id, mark: markOf(post) }));
    const gone = await askAfter(access, listed.missing(entries));
    return {
      items: posts.map((post) => readItem(access.name, post)),
      gone: gone.map((id) => `facebook:${id}`),
      cursor: listed.next(entries, gone),
      title: `Facebook · ${access.name}`,
      unchanged: listed.same(entries) && gone.length === 0,
    };
  },
};

/** By the page's own grant, where it is connected; else by the token that was entered for its name. */
async function open({ account, page, token }: Config, context: SourceContext): Promise<Access> {
  if (account !== "") {
    const { login, context: server } = await context.account(account);
    return { page: login.remoteId, name: login.handle, key: login, server, connected: true };
  }
  // Names of pages know no case.
  const name = page.toLowerCase();
  const entered = token === null ? null : await context.secret(token.secret);
  if (entered === null) throw tokenMissing(name);
  return { page: name, name, key: { token: entered }, server: context.network("facebook"), connected: false };
}

/** Newest first, back to a post that is known; the first poll reads one answer. The token goes in a header, where no log finds it. */
async function readPosts({ page, name, key, server, connected }: Access, listed: Listed): Promise<Post[]> {
  const posts: Post[] = [];
  const path = `/${encodeURIComponent(page)}/posts`;
  const get = (query: Query): Promise<Answer> => ask(server, path, { key, query });
  const answers = listed.empty ? 1 : size.pages;
  for await (const found of list(get, { query: { fields }, size: size.page, answers })) {
    if ("refused" in found) throw sourceFailure(name, found.refused, server.now(), connected);
    const read = Post.array().safeParse(found.rows);
    if (!read.success)
      throw sourceFailure(name, { status: 200, headers: { get: () => null }, body: null }, server.now());
    posts.push(...read.data);
    if (read.data.some(({ id }) => listed.knows(id))) break;
  }
  return posts;
}

/** Which of the posts are deleted. The listing leaves out posts in silence: each is asked for by itself. */
async function askAfter({ key, server }: Access, ids: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (const id of ids.slice(0, size.missing)) {
    const answer = await ask(server, `/${encodeURIComponent(id)}`, { key, query: { fields: "id" } });
    const error = answer.status === 200 ? null : readFailure(answer.body);
    // "Object does not exist, cannot be loaded due to missing permissions": the page itself was just read with the same access.
    if (error?.code === 100 && error.subcode === 33) gone.push(id);
  }
  return gone;
}

/** Its words and where it leads: `updated_time` moves with every comment as well. */
const markOf = ({ message, attachments }: Post): string =>
  createHash("sha256")
    .update(JSON.stringify([message ?? "", attachments?.data[0]?.unshimmed_url ?? ""]))
    .digest("base64url")
    .slice(0, 12);

/** What a post is by what is attached to it. */
const kinds: Record<string, ItemKind> = { link: "article", video: "video", event: "event" };

function readItem(page: string, post: Post): Item {
  const attached = post.attachments?.data[0];
  const own = webOnly(post.permalink_url);
  // What a post passes on, be it a page elsewhere or somebody's post here; a photo's own page is nothing that it points to.
  const passesOn = attached?.media_type === "link" || attached?.media_type === "share";
  const shared = passesOn ? (webOnly(attached?.unshimmed_url) ?? webOnly(attached?.url)) : null;
  const message = (post.message ?? "").trim();
  const words = [attached?.title, attached?.description].filter((text) => text != null && text.trim() !== "");
  const picture = webOnly(post.full_picture);
  const media = attached === undefined ? [] : mediaOf(attached);
  const item = itemOfPost({
    network: "facebook",
    remoteId: post.id,
    url: own,
    account: page,
    source: `Facebook · ${page}`,
    author: null,
    text: message,
    shared: shared === null ? null : { url: shared },
    media:
      media.some(({ kind }) => kind === "picture") || picture === null
        ? media
        : [mediumOf("picture", picture), ...media],
    published: readTime(post.created_time),
    kind: kinds[attached?.media_type ?? ""] ?? "post",
  });
  // A post without words is called as what it shows.
  const title = item.title === "" ? (words[0] ?? "").trim().slice(0, 2000) : item.title;
  return { ...item, title, text: title, link: item.link ?? null };
}

/** Each photo of an album, else what is shown; a video with its picture before it, for a network that takes no video. */
function mediaOf(attached: Attachment): ItemMedium[] {
  const pieces = attached.subattachments?.data ?? [];
  return (pieces.length > 0 ? pieces : [attached]).flatMap(pieceOf);
}

function pieceOf({ media, media_type: type, description }: Piece): ItemMedium[] {
  const image = media?.image;
  const shown = webOnly(image?.src);
  const film = type?.startsWith("video") === true ? webOnly(media?.source) : null;
  // A photo's caption is what its author says of it, and the nearest to an alternative text that a listing has.
  const alt = type === "photo" ? description : null;
  return [
    ...(shown === null ? [] : [mediumOf("picture", shown, { alt, width: image?.width, height: image?.height })]),
    ...(film === null ? [] : [mediumOf("video", film)]),
  ];
}

function readTime(value: string | null | undefined): string | null {
  const at = timeOf(value);
  return at === null ? null : new Date(at).toISOString();
}
