import { z } from "zod";
import { readListed } from "#engine/listed.ts";
import type { NetworkContext } from "#engine/network.ts";
import { type FeedEntry, NodeError, type Polled, type SourceContext } from "#engine/node.ts";
import { itemOfPost } from "#engine/posted.ts";
import { unreadable } from "#engine/reading.ts";
import type { Config } from "./node.ts";

/** Statuses that are no longer listed and are asked after, one by one. */
const missing = 5;

const Memory = z
  .object({ feed: z.record(z.string(), z.unknown()).catch({}), by: z.literal("feed").optional().catch(undefined) })
  .catch({ feed: {} });

/** Whether an account's feed is read, because its server answers its API to people only who are signed in. */
export const readsFeed = (cursor: SourceContext["cursor"]): boolean => Memory.parse(cursor).by === "feed";

type Whose = { host: string; name: string; what: string; source: string };

/**
 * Statuses by the account's feed (`/@name.rss`), which most servers show to anybody although their API asks who one is. It has no boosts and no replies to
 * others; which of them are unlisted it does not say. Throws NodeError where there is no feed either.
 */
export async function readAccountFeed(
  server: NetworkContext,
  context: SourceContext,
  config: Config,
  { host, name, what, source }: Whose,
): Promise<Polled> {
  const address = `${server.webBase}/@${encodeURIComponent(name)}.rss`;
  const { feed: known } = Memory.parse(context.cursor);
  const listed = readListed(context.cursor);
  const feed = await context.readFeed(address, known).catch((cause: unknown) => {
    if (cause instanceof NodeError && cause.retry) throw cause;
    throw new NodeError("mastodon_signed_in", closed(what), { retry: false, cause });
  });
  const stays = `@${name}@${host}`;
  const kept = { by: "feed", feed: feed.cursor };
  if (feed.unchanged)
    return { items: [], cursor: { ...listed.next([]), ...kept }, title: source, stays, unchanged: true };
  const open = config.sensitive ? null : await openIn(context, address, what);
  const posts = feed.entries.flatMap((entry) => {
    const url = entry.link ?? entry.id;
    return url === null ? [] : [{ url, entry, shown: open?.has(url) ?? true }];
  });
  const entries = posts.map(({ url, shown }) => ({ id: url, mark: shown ? "" : "-" }));
  const hidden = entries.flatMap((entry) =>
    entry.mark === "-" && listed.knows(entry.id) && !listed.same([entry]) ? [entry.id] : [],
  );
  const gone = await deleted(context, listed.missing(entries));
  return {
    items: posts.flatMap(({ url, entry, shown }) => (shown ? [itemOf(url, entry, { host, name, source })] : [])),
    gone: [...gone, ...hidden].map((url) => `mastodon:${url}`),
    cursor: { ...listed.next(entries, gone), ...kept },
    title: source,
    stays,
    unchanged: listed.same(entries) && gone.length === 0,
  };
}

function itemOf(url: string, entry: FeedEntry, { host, name, source }: Omit<Whose, "what">) {
  const { summary, title, tags, media, language, published, updated } = entry;
  return itemOfPost({
    network: "mastodon",
    remoteId: url,
    url,
    account: `${name}@${host}`,
    source,
    author: entry.author,
    text: summary || title,
    tags,
    media,
    language,
    published: published ?? updated,
  });
}

/**
 * Addresses of statuses that stand behind no warning: in the markup of a feed that is a line above a rule, which the text alone does not tell from any other,
 * and covered pictures are rated. What cannot be told apart is not in it.
 */
async function openIn(context: SourceContext, address: string, what: string): Promise<ReadonlySet<string>> {
  const { status, text } = await context.getPage(address, { accept: "application/rss+xml" });
  if (status !== 200) throw unreadable("Mastodon", what);
  const entries = text.split(/<item\b/u).slice(1);
  return new Set(
    entries.flatMap((entry) =>
      /&lt;hr ?\/?&gt;|<hr ?\/?>|>adult</u.test(entry)
        ? []
        : [...entry.matchAll(/>(https?:\/\/[^<\s]+)</gu)].map(([, url = ""]) => url),
    ),
  );
}

/** Which of them have no page any more. */
async function deleted(context: SourceContext, urls: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (const url of urls.slice(0, missing)) {
    const page = await context.getPage(url).catch(() => null);
    if (page?.status === 404 || page?.status === 410) gone.push(url);
  }
  return gone;
}

const closed = (what: string) => ({
  en: `The server of “${what}” shows posts only to people who are signed in there, and gives no feed of them: they cannot be read.`,
  fr: `Le serveur de « ${what} » ne montre les publications qu’aux personnes connectées, et n’en donne pas de flux : elles ne peuvent pas être lues.`,
});
