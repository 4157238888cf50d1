import { z } from "zod";
import { type Listed, readListed } from "#engine/listed.ts";
import type { NetworkContext } from "#engine/network.ts";
import { NodeError, type PolledSource, type Reader, type SourceContext } from "#engine/node.ts";
import { notThere, readingFailure, unreadable } from "#engine/reading.ts";
import { readAuthor } from "./address.ts";
import { isOpen, itemOf, PostView } from "./feed.ts";
import { findServer } from "./identity.ts";
import type { Config } from "./node.ts";
import { failureOf, query, readJson, readUri, serverOf, untilOf } from "./wire.ts";

const title = "Bluesky";
/** Posts an answer holds, answers of one poll, and posts that are looked for one by one where they were put. */
const size = { page: 50, pages: 4, missing: 5 };

const Reason = z.object({ $type: z.string() }).optional().catch(undefined);
const Feed = z.object({
  feed: z.array(z.object({ post: z.unknown(), reason: Reason })),
  cursor: z.string().max(1000).optional(),
});
/** Whose account it was when it was first read: a handle may change, or become somebody else's. */
const Who = z.object({ did: z.string().startsWith("did:"), handle: z.string() });
const Cursor = z.object({ who: Who.optional().catch(undefined) }).catch({});
const Found = z.object({ posts: z.array(z.unknown()), cursor: z.string().max(1000).optional() });

export const source: PolledSource<Config> = {
  identify: ({ read, author, query: words, replies, reposts, sensitive }) => {
    const more = [replies && "replies", reposts && "reposts"].filter((each) => each !== false && read === "author");
    const what = read === "search" ? `search ${words}` : `@${readAuthor(author) ?? author}`;
    return [what, ...more, ...(sensitive ? ["sensitive"] : [])].join(" +");
  },
  poll: async (config, context) => {
    const listed = readListed(context.cursor);
    const { posts, what, server, who } =
      config.read === "search" ? await search(config, context, listed) : await readFeed(config, context, listed);
    // What is read goes on to where nobody is signed in.
    const read = posts.map((post) => ({
      post,
      item: isOpen(post) ? itemOf(server, post, `${title} · ${what}`, config.sensitive) : null,
    }));
    // A label, or the wish to be shown to nobody who is not signed in, changes no version of a post: it is marked.
    const entries = read.map(({ post: { uri, cid }, item }) => ({ id: uri, mark: item === null ? `-${cid}` : cid }));
    const covered = entries.filter(
      (entry) => entry.mark.startsWith("-") && listed.knows(entry.id) && !listed.same([entry]),
    );
    // What was read while it was open is taken back first.
    if (posts.length > 0 && covered.length === 0 && !posts.some(isOpen))
      throw new NodeError("bluesky_signed_in", hidden(what), { retry: false });
    const lost = config.read === "author" && !config.reposts ? listed.missing(entries) : [];
    const gone = await lookFor(server, lost);
    return {
      items: read.flatMap(({ item }) => item ?? []),
      gone: [...gone, ...covered.map(({ id }) => id)].map((uri) => `bluesky:${uri}`),
      cursor: { ...listed.next(entries, gone), ...(who === null ? {} : { who }) },
      title: `${title} · ${what}`,
      ...(who === null ? {} : { stays: `${server.webBase}/profile/${who.did}` }),
      unchanged: listed.same(entries) && gone.length === 0,
    };
  },
};

/** Posts, newest first, and whose they are where that is one account. */
type Read = { posts: PostView[]; what: string; server: NetworkContext; who: z.infer<typeof Who> | null };

/** What an account posts, from the side of the network that reads everything, which asks nobody who they are. */
async function readFeed(config: Config, context: SourceContext, listed: Listed): Promise<Read> {
  const named = readAuthor(config.author);
  if (named === null) throw notThere(title, config.author);
  const known = Cursor.parse(context.cursor).who;
  const actor = known?.did ?? named;
  const what = `@${known?.handle ?? named}`;
  let own: PostView | undefined;
  const server = context.network("bluesky");
  const filter = config.replies ? "posts_with_replies" : "posts_and_author_threads";
  const posts: PostView[] = [];
  await pages(listed, async (cursor) => {
    const asked = { actor, limit: String(size.page), filter, ...cursor };
    const answer = await query(server, sideOf(server), "app.bsky.feed.getAuthorFeed", { query: asked });
    if (answer.status !== 200) throw refused(server, answer, what);
    const page = Feed.safeParse(readJson(answer.body)).data;
    if (page === undefined) throw unreadable(title, what);
    const read = page.feed.flatMap(({ post, reason }) => {
      const reposted = (reason?.$type ?? "").endsWith("reasonRepost");
      const view = PostView.safeParse(post).data;
      if (!reposted) own ??= view;
      return view === undefined || (reposted && !config.reposts) ? [] : [view];
    });
    posts.push(...read);
    // A page of nothing but reposts is not the end.
    return { next: page.feed.length === 0 ? undefined : page.cursor, seen: read };
  });
  const who = own?.author ?? known ?? (await profileOf(server, actor));
  // A handle that its domain does not confirm is shown as this one.
  const handle = who === null || who.handle === "handle.invalid" ? (known?.handle ?? named) : who.handle;
  return { posts: once(posts), what: `@${handle}`, server, who: who === null ? null : { did: who.did, handle } };
}

/** What a search finds, as the account's own server hands it on. */
async function search(config: Config, context: SourceContext, listed: Listed): Promise<Read> {
  const { login, context: server }: Reader = await context.account(config.account);
  const what = config.query;
  const posts: PostView[] = [];
  await pages(listed, async (cursor) => {
    const asked = { q: config.query, sort: "latest", limit: String(size.page), ...cursor };
    const call = { query: asked, token: login.token };
    const answer = await query(server, serverOf(server, login.fields), "app.bsky.feed.searchPosts", call);
    if (answer.status !== 200) throw refused(server, answer, what);
    const page = Found.safeParse(readJson(answer.body)).data;
    if (page === undefined) throw unreadable(title, what);
    const read = page.posts.flatMap((post) => PostView.safeParse(post).data ?? []);
    posts.push(...read);
    return { next: page.posts.length === 0 ? undefined : page.cursor, seen: read };
  });
  return { posts: once(posts), what, server, who: null };
}

/** Who an account is that shows no post; null where that is not told. */
async function profileOf(server: NetworkContext, actor: string): Promise<z.infer<typeof Who> | null> {
  const answer = await query(server, sideOf(server), "app.bsky.actor.getProfile", { query: { actor } }).catch(
    () => null,
  );
  return (answer?.status === 200 ? Who.safeParse(readJson(answer.body)).data : null) ?? null;
}

type Page = { next: string | undefined; seen: readonly PostView[] };

/** Answer by answer, back to a post that is known; the first poll reads one answer. */
async function pages(listed: Listed, read: (cursor: { cursor?: string }) => Promise<Page>): Promise<void> {
  let cursor: { cursor?: string } = {};
  for (let page = 0; page < (listed.empty ? 1 : size.pages); page += 1) {
    const { next, seen } = await read(cursor);
    if (next === undefined || seen.some(({ uri }) => listed.knows(uri))) return;
    cursor = { cursor: next };
  }
}

const once = (posts: readonly PostView[]): PostView[] => [...new Map(posts.map((post) => [post.uri, post])).values()];

const sideOf = (server: NetworkContext): string => server.bases?.["appview"] ?? server.apiBase;

/** Which of the posts are deleted: the reading side lags and loses, so each is looked for where it was put. */
async function lookFor(server: NetworkContext, uris: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (const uri of uris.slice(0, size.missing)) {
    const place = readUri(uri);
    if (place === null) continue;
    const { did: repo, collection, rkey } = place;
    const home = await findServer(server, repo);
    const answer = await query(server, home, "com.atproto.repo.getRecord", { query: { repo, collection, rkey } });
    if (failureOf(answer).error === "RecordNotFound") gone.push(uri);
  }
  return gone;
}

function refused(server: NetworkContext, answer: Awaited<ReturnType<typeof query>>, what: string): NodeError {
  const now = server.now();
  const { error, message } = failureOf(answer);
  // Nobody of that name; or one whose account was taken away.
  if (/not found|must be a valid did or a handle/iu.test(message) || error === "AccountTakedown")
    return notThere(title, what);
  const access = error === "ExpiredToken" || error === "InvalidToken" ? { ...answer, status: 401 } : answer;
  return readingFailure(access, { title, what, words: message || null, until: untilOf(answer, now), now });
}

const hidden = (what: string) => ({
  en: `“${what}” is shown at Bluesky only to people who are signed in, as its author wishes: nothing of it is read.`,
  fr: `« ${what} » n’est affiché sur Bluesky qu’aux personnes connectées, selon le souhait de son auteur : rien n’en est lu.`,
});
