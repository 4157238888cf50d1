import { z } from "zod";
import type { Item } from "#engine/item.ts";
import type { PolledSource, Reader, SourceContext } from "#engine/node.ts";
import { notThere, readingFailure, unreadable } from "#engine/reading.ts";
import { readJson } from "#engine/json.ts";
import { readPlace } from "./address.ts";
import type { Config } from "./node.ts";
import { fields, itemsOf, Page } from "./reading.ts";
import { limitUntil, wordsOf } from "./refusal.ts";
import { openClient } from "./transport.ts";

const title = "X";
/** Posts of the first poll, of an answer, and answers of one poll: each post costs money. A list cannot be asked for what is new alone. */
const size = { first: 10, page: 50, pages: 2, list: { page: 10, pages: 5 } };

const Memory = z
  .object({
    newest: z
      .string()
      .regex(/^\d{1,24}$/u)
      .optional()
      .catch(undefined),
    user: z.string().optional().catch(undefined),
  })
  .catch({});
const User = z.object({ data: z.object({ id: z.string().regex(/^\d{1,24}$/u) }) });

/** What is asked: the method's path with its parameters, and what people call it. */
type Asked = {
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  what: string;
  user?: string;
  /** What the reading account itself posts. */
  own?: boolean;
};

export const source: PolledSource<Config> = {
  identify: ({ read, address, query, replies, sensitive }) => {
    const place = readPlace(address);
    const what =
      read === "search"
        ? `search ${query}`
        : place?.kind === "list"
          ? `list ${place.id}`
          : `@${place?.name ?? address}`;
    return [what, ...(replies ? ["replies"] : []), ...(sensitive ? ["sensitive"] : [])].join(" +");
  },
  poll: async (config, context) => {
    const memory = Memory.parse(context.cursor);
    const reader = await context.account(config.account);
    const asked = await ask(config, memory.user, reader, context);
    const from = {
      ...reader,
      source: `${title} · ${asked.what}`,
      replies: config.replies,
      sensitive: config.sensitive,
    };
    const { items, newest } = await read(asked, memory.newest, from, context);
    const latest = later(newest, memory.newest);
    return {
      items,
      cursor: {
        ...(latest === undefined ? {} : { newest: latest }),
        ...(asked.user === undefined ? {} : { user: asked.user }),
      },
      title: from.source,
      unchanged: items.length === 0 && memory.newest !== undefined,
    };
  },
};

/** Ids are numbers above 2^53, written as text: of two the longer is the later, else the one that comes after. */
function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.length === other.length ? (one > other ? one : other) : one.length > other.length ? one : other;
}

async function ask(config: Config, known: string | undefined, reader: Reader, context: SourceContext): Promise<Asked> {
  if (config.read === "search") {
    // The query language has no reposts of its own since 2026-05-04; replies are left out there, so that nobody pays for them.
    const query = config.replies ? config.query : `${config.query} -is:reply`;
    return { path: "tweets/search/recent", params: {}, query: { query }, what: config.query };
  }
  const place = readPlace(config.address);
  if (place === null) throw notThere(title, config.address);
  if (place.kind === "list")
    return { path: "lists/:id/tweets", params: { id: place.id }, query: {}, what: `list ${place.id}` };
  const what = `@${place.name}`;
  const { remoteId, handle } = reader.login;
  // Whose access it is need not be looked up.
  const id = known ?? (handle.toLowerCase() === place.name ? remoteId : await findUser(place.name, reader, context));
  const query = { exclude: config.replies ? "retweets" : "retweets,replies" };
  return { path: "users/:id/tweets", params: { id }, query, what, user: id, own: id === remoteId };
}

/** Asked once: a person that is looked up is charged for as a post is. */
async function findUser(name: string, reader: Reader, { spend }: SourceContext): Promise<string> {
  const { settle } = await spend("x", 1);
  const answer = await call(reader, "users/by/username/:username", { username: name }, {});
  const found = answer.status === 200 ? User.safeParse(readJson(answer.body)).data : undefined;
  await settle(found === undefined ? 0 : 1);
  if (found !== undefined) return found.data.id;
  // Nobody of that name is a 200 with `errors`.
  if (answer.status === 200) throw notThere(title, `@${name}`);
  throw refused(reader, answer, `@${name}`);
}

type From = Reader & { source: string; replies: boolean; sensitive: boolean };

/** What is newer than the last that was read, newest first. What it costs at most is set aside before each call. */
async function read(asked: Asked, newest: string | undefined, from: From, { spend }: SourceContext) {
  const items: Item[] = [];
  let last: string | undefined;
  let since = newest;
  let next: string | null = null;
  const list = asked.path.startsWith("lists/");
  const rest = list ? size.list : size;
  for (let page = 0; page < (newest === undefined ? 1 : rest.pages); page += 1) {
    const most = newest === undefined ? size.first : rest.page;
    const { settle } = await spend("x", most, asked.own);
    const paging = asked.path.startsWith("tweets/search") ? "next_token" : "pagination_token";
    const query = {
      ...asked.query,
      ...fields,
      max_results: String(most),
      ...(since === undefined || list ? {} : { since_id: since }),
      ...(next === null ? {} : { [paging]: next }),
    };
    const answer = await call(from, asked.path, asked.params, query);
    const body = answer.status === 200 ? Page.safeParse(readJson(answer.body)).data : undefined;
    await settle(body?.data?.length ?? 0);
    // Search goes back seven days: what was read last may be older.
    if (answer.status === 400 && since !== undefined && /since_id/u.test(answer.body ?? "")) {
      since = undefined;
      continue;
    }
    if (answer.status !== 200) throw refused(from, answer, asked.what);
    if (body === undefined) throw unreadable(title, asked.what);
    items.push(...itemsOf(body, from));
    last ??= body.meta?.newest_id ?? undefined;
    next = body.meta?.next_token ?? null;
    const reached = items.some(({ origin }) => later(origin?.remoteId, newest) === newest);
    if (next === null || reached) break;
  }
  return { items, newest: last };
}

async function call(
  { login, context }: Reader,
  path: string,
  params: Record<string, string>,
  query: Record<string, string>,
) {
  const client = openClient(context, login.token);
  await client.v2.get(path, query, { params });
  const answer = client.answer();
  if (answer === null) throw new Error("The X client gave an answer without asking");
  return answer;
}

function refused({ context }: Reader, answer: Awaited<ReturnType<typeof call>>, what: string) {
  const now = context.now();
  const until = limitUntil(answer.headers, now);
  return readingFailure(answer, { title, what, words: wordsOf(answer.body), until, now });
}
