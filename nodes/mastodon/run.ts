import { z } from "zod";
import { type Listed, readListed } from "#engine/listed.ts";
import { readJson } from "#engine/json.ts";
import type { NetworkContext } from "#engine/network.ts";
import { NodeError, type Polled, type PolledSource, type SourceContext } from "#engine/node.ts";
import { notThere, readingFailure, unreadable } from "#engine/reading.ts";
import { readAccountFeed, readsFeed } from "./account-feed.ts";
import { ask } from "./ask.ts";
import type { Config } from "./node.ts";
import { type Place, placeName, readPlace } from "./address.ts";
import { itemOf, ReadStatus } from "./reading.ts";
import { refusalOf } from "./refusal.ts";

const title = "Mastodon";
/** Statuses an answer holds (the API's most), answers of one poll, and statuses that are asked after one by one. */
const size = { page: 40, pages: 4, missing: 5 };

/** Where the account is and what it is called there, as was found out. */
const Found = z.object({ host: z.string(), id: z.string(), name: z.string().optional() });
const Cursor = z.object({ found: Found.optional().catch(undefined) }).catch({});
const Account = z.object({ id: z.string().min(1).max(200) });
const Finger = z.object({ links: z.array(z.object({ rel: z.string().nullish(), href: z.string().nullish() })) });

export const source: PolledSource<Config> = {
  identify: ({ address, ...wanted }) => {
    const place = readPlace(address);
    const more = Object.entries(wanted).flatMap(([name, on]) => (on ? [name] : []));
    return [place === null ? address : placeName(place).toLowerCase(), ...more].join(" +");
  },
  poll: async (config, context) => {
    const place = readPlace(config.address);
    if (place === null) throw notThere(title, config.address);
    if (place.kind === "account" && readsFeed(context.cursor)) return byFeed(config, context, place);
    return byApi(config, context, place).catch((cause: unknown) => {
      // The server answers nobody whom it does not know.
      const asks = cause instanceof NodeError && (cause.code === "access" || cause.code === "forbidden");
      if (asks && place.kind === "account") return byFeed(config, context, place);
      throw cause;
    });
  },
};

function byFeed(config: Config, context: SourceContext, place: Extract<Place, { kind: "account" }>): Promise<Polled> {
  const { host, name } = Cursor.parse(context.cursor).found ?? place;
  const what = placeName(place);
  const server = context.network("mastodon", serverOf(host));
  return readAccountFeed(server, context, config, {
    host,
    name: name ?? place.name,
    what,
    source: `${title} · ${what}`,
  });
}

async function byApi(config: Config, context: SourceContext, place: Place): Promise<Polled> {
  const listed = readListed(context.cursor);
  const known = Cursor.parse(context.cursor).found;
  const found = place.kind === "account" ? (known ?? (await findAccount(context, place))) : undefined;
  const host = found?.host ?? place.host;
  const server = context.network("mastodon", serverOf(host));
  const what = placeName(place);
  const statuses = await readStatuses(server, listed, pathOf(place, found, config), what);
  const from = { host, source: `${title} · ${what}` };
  const read = statuses.map((status) => ({ status, item: itemOf(status, config, from) }));
  // Whether it was wanted is marked: it may be put behind a warning later.
  const entries = read.map(({ status, item }) => ({
    id: entryOf(status),
    mark: `${item === null ? "-" : ""}${status.edited_at ?? ""}`,
  }));
  const covered = read.flatMap(({ status, item }, at) =>
    item === null && listed.knows(entries[at]!.id) && !listed.same([entries[at]!])
      ? [`mastodon:${status.uri ?? ""}`]
      : [],
  );
  // A boost that was taken back takes nothing from who wrote it, and under a hashtag others are boosted as well.
  const lost = place.kind === "account" && !config.boosts ? listed.missing(entries) : [];
  const gone = await askAfter(server, lost);
  return {
    items: read.flatMap(({ item }) => item ?? []),
    gone: [...gone.map(({ key }) => key), ...covered],
    cursor: {
      ...listed.next(
        entries,
        gone.map(({ id }) => id),
      ),
      ...(found === undefined ? {} : { found }),
    },
    title: from.source,
    ...(found === undefined || place.kind !== "account" ? {} : { stays: `@${found.name ?? place.name}@${found.host}` }),
    unchanged: listed.same(entries) && gone.length === 0,
  };
}

/** The server's id, by which it is asked after, and the one that the item has. Neither has a space in it. */
const entryOf = ({ id, uri }: ReadStatus): string => `${id} ${uri ?? ""}`;

const serverOf = (host: string): string => `https://${host}`;

function pathOf(place: Place, found: z.infer<typeof Found> | undefined, { boosts }: Config): string {
  if (place.kind === "hashtag") return `/api/v1/timelines/tag/${encodeURIComponent(place.tag)}?limit=${size.page}`;
  // Threads of one's own would be left out with the replies: those are told apart here.
  const query = new URLSearchParams({ limit: String(size.page), exclude_reblogs: String(!boosts) });
  return `/api/v1/accounts/${encodeURIComponent(found?.id ?? "")}/statuses?${query.toString()}`;
}

/** Newest first, back to one that is known, by the addresses that the server names; the first poll reads one answer. */
async function readStatuses(server: NetworkContext, listed: Listed, path: string, what: string): Promise<ReadStatus[]> {
  const read: ReadStatus[] = [];
  let next: string | null = path;
  for (let page = 0; next !== null && page < (listed.empty ? 1 : size.pages); page += 1) {
    const answer = await ask(server, next, {});
    if (answer.status !== 200) throw refused(server, answer, what);
    const rows = z.array(z.unknown()).safeParse(readJson(answer.body)).data;
    if (rows === undefined) throw unreadable(title, what);
    // One that another program wrote in a way nobody knows costs only itself.
    read.push(...rows.flatMap((row) => ReadStatus.safeParse(row).data ?? []));
    if (rows.length === 0 || read.some((status) => listed.knows(entryOf(status)))) break;
    next = nextPath(answer.headers.get("link"));
  }
  return read;
}

/** The path of the next page, from a `Link` header; on whatever host that names, only its path and query are taken. */
function nextPath(header: string | null): string | null {
  const address = /<([^>]+)>\s*;\s*rel="?next"?/iu.exec(header ?? "")?.[1];
  const url = address === undefined ? null : URL.parse(address);
  const at = url?.pathname.indexOf("/api/") ?? -1;
  return url == null || at < 0 ? null : url.pathname.slice(at) + url.search;
}

/** Which of the statuses that are no longer listed are deleted: absence alone proves nothing. */
async function askAfter(server: NetworkContext, ids: readonly string[]) {
  const gone: { id: string; key: string }[] = [];
  for (const id of ids.slice(0, size.missing)) {
    const [own = id, uri = ""] = id.split(" ");
    const { status } = await ask(server, `/api/v1/statuses/${encodeURIComponent(own)}`, {});
    if (status === 404 || status === 410) gone.push({ id, key: `mastodon:${uri}` });
  }
  return gone;
}

/** Who is meant: on the server that was named, else where that says that its people are (`acme@acme.org` at `social.acme.org`). */
async function findAccount(context: SourceContext, place: Extract<Place, { kind: "account" }>) {
  const what = placeName(place);
  const there = context.network("mastodon", serverOf(place.host));
  const answer = await ask(there, `/api/v1/accounts/lookup?acct=${encodeURIComponent(place.name)}`, {});
  const account = answer.status === 200 ? Account.safeParse(readJson(answer.body)).data : undefined;
  if (account !== undefined) return { host: place.host, id: account.id, name: place.name };
  const moved = await finger(context, place, there);
  if (moved === null) throw answer.status === 200 ? unreadable(title, what) : refused(there, answer, what);
  const server = context.network("mastodon", serverOf(moved.host));
  const again = await ask(server, `/api/v1/accounts/lookup?acct=${encodeURIComponent(moved.name)}`, {});
  const found = again.status === 200 ? Account.safeParse(readJson(again.body)).data : undefined;
  if (found === undefined) throw refused(server, again, what);
  return { host: moved.host, id: found.id, name: moved.name };
}

/** WebFinger (RFC 7033), which sites often redirect to the server itself. null where it names no other place. */
async function finger(
  context: SourceContext,
  { name, host }: Extract<Place, { kind: "account" }>,
  there: NetworkContext,
) {
  const query = new URLSearchParams({ resource: `acct:${name}@${host}` });
  const page = await context
    .getPage(`${there.apiBase}/.well-known/webfinger?${query.toString()}`, {
      accept: "application/jrd+json, application/json",
    })
    .catch(() => null);
  const links = page?.status === 200 ? (Finger.safeParse(readJson(page.text)).data?.links ?? []) : [];
  const url = URL.parse(links.find(({ rel }) => rel === "self")?.href ?? "");
  const called = /^\/(?:users\/|@|ap\/users\/)([^/]+)$/u.exec(url?.pathname ?? "")?.[1] ?? name;
  return url === null || url.host === host ? null : { host: url.host, name: called };
}

function refused(server: NetworkContext, answer: Parameters<typeof refusalOf>[0], what: string) {
  const now = server.now();
  const { words, until } = refusalOf(answer, "", now);
  return readingFailure(answer, { title, what, words, until, now });
}
