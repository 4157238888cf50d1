import { type RawBuilder, sql } from "kysely";
import type { ItemKind, ItemMedium } from "#engine/item.ts";
import { readNumber } from "../database/paging.ts";
import { termsOf } from "../ledger/search.ts";
import type { Db } from "../ports.ts";
import { isShown, sameStory, stands, type Wish } from "./seen.ts";

export type Offer = {
  id: number;
  itemKey: string;
  title: string;
  summary: string;
  link: string | null;
  kind: ItemKind;
  source: string;
  picture: ItemMedium | null;
  /** Of all maps that offer the story, as they spell them. */
  topics: string[];
  /** For which it is meant; none: for all. */
  networks: string[];
  /** Of all items that stand on its card: what an account has of any of them it has of the story. */
  keys: string[];
  /** Networks on which one of them is a post that can be passed on. */
  origins: string[];
  offeredAt: string;
  expiresAt: string;
};

export type Asked = {
  workspaceId: string;
  before?: string | undefined;
  limit: number;
  /** A topic by every name it has or had, folded. */
  topic?: readonly string[] | undefined;
  network?: string | undefined;
  kind?: ItemKind | undefined;
  /** Offered since then, ISO 8601. */
  since?: string | undefined;
  search?: string | undefined;
};

/** Offers that one answer looks through for words, the newest first; the next one goes on where it ended. */
const inWindow = 20_000;

/** Offers of one card that are looked at, the newest first. */
export const mostOfCard = 20;

/** What a list shows of offers `o` that are chosen by number, the newest first; those of the same card count towards all of it. */
const shown = (workspaceId: string, chosen: RawBuilder<unknown>): RawBuilder<Offer> => sql<Offer>`
  select o.id, o.item_key as "itemKey", o.title, o.summary, o.link, o.kind, o.source, o.picture, s.topics, s.networks, s.origins,
    s.keys || case when o.item_key = any(s.keys) then '{}'::text[] else array[o.item_key] end as keys,
    o.offered_at as "offeredAt", o.expires_at as "expiresAt"
  from offer o cross join lateral (
    with mates as materialized (
      select n.topics, n.networks, n.item_key, i.item->'origin'->>'network' as origin from offer n
      left join offer_item i on i.workspace_id = n.workspace_id and i.offer_id = n.id
      where ${sameStory} and ${stands("n")} order by n.id desc limit ${mostOfCard})
    select array(select distinct each from mates, unnest(topics) each order by each) as topics,
      array(select distinct item_key from mates order by 1) as keys,
      array(select distinct origin from mates where origin is not null order by 1) as origins,
      case when exists (select from mates where networks = '{}') then '{}' else array(select distinct each from mates, unnest(networks) each order by each) end as networks) s
  where o.workspace_id = ${workspaceId} and o.id in (${chosen}) order by o.id desc`;

/** Which offers fit, by number, the newest first: each story once, however many maps offer it. */
function numbers(asked: Asked, before: number | null): RawBuilder<{ id: number; full: boolean; last: number }> {
  const { workspaceId, network, kind, since, search, limit, topic } = asked;
  const wish: Wish = { network, topic };
  const below = (column: string) => (before === null ? sql`true` : sql`${sql.raw(column)} < ${before}::bigint`);
  const narrow = [
    isShown(wish),
    ...(kind === undefined ? [] : [sql`o.kind = ${kind}`]),
    ...(since === undefined ? [] : [sql`o.offered_at >= ${since}::timestamptz`]),
  ];
  const all = sql.join(narrow, sql` and `);
  // A topic's are read off its own index, where it has one name, as nearly all do.
  const [word, ...others] = topic ?? [];
  const direct = word !== undefined && others.length === 0;
  const from = !direct
    ? sql`offer o where o.workspace_id = ${workspaceId} and ${below("o.id")}`
    : sql`offer_topic r join offer o on o.workspace_id = r.workspace_id and o.id = r.offer_id
          where r.workspace_id = ${workspaceId} and r.topic = ${word} and ${below("r.offer_id")}`;
  const order = direct ? sql`r.offer_id` : sql`o.id`;
  const terms = search === undefined ? [] : termsOf(search);
  if (terms.length === 0)
    return sql`select o.id, false as full, 0 as last from ${from} and ${all} order by ${order} desc limit ${limit + 1}`;
  const said = terms.map((term) => sql`strpos(o.words, ${term}) > 0`);
  return sql`
    with seen as materialized (select o.* from ${from} and o.expires_at > now() order by ${order} desc limit ${inWindow})
    select o.id, (select count(*) from seen) = ${inWindow} as full, (select min(id) from seen) as last
    from seen o where ${sql.join(said, sql` and `)} and ${all} order by o.id desc limit ${limit + 1}`;
}

/** Offers from the newest on, each story once. `next`: where the next ones begin, null at the end. */
export async function listOffers(db: Db, asked: Asked): Promise<{ rows: Offer[]; next: string | null }> {
  const { rows: found } = await numbers(asked, readNumber(asked.before)).execute(db);
  const more = found.length > asked.limit;
  const ids = found.slice(0, asked.limit).map(({ id }) => id);
  const last = more ? ids.at(-1) : found[0]?.full === true ? found[0].last : undefined;
  return { rows: await offersOf(db, asked.workspaceId, ids), next: last === undefined ? null : String(last) };
}

/** Those of these numbers that are there, the newest first, whether they still stand or not. */
export async function offersOf(db: Db, workspaceId: string, ids: readonly number[]): Promise<Offer[]> {
  if (ids.length === 0) return [];
  const { rows } = await shown(workspaceId, sql`select unnest(${[...ids]}::bigint[])`).execute(db);
  return rows;
}

/** Offers that are counted, of so many that are looked at, the newest first: whoever has more is told that there are. */
const [counted, lookedAt] = [2000, 6000];

/** Of the newest offers that stand, which topics they are under; `more`: there are others. */
export async function topicsOffered(
  db: Db,
  workspaceId: string,
): Promise<{ offers: { id: number; topics: string[] }[]; more: boolean }> {
  // The newest are taken first, by their key, and then asked whether they stand: what a planner believes of a table that was just filled is a
  // question for each of a million.
  const { rows } = await sql<{ id: number; topics: string[]; looked: number }>`
    with newest as materialized (select * from offer where workspace_id = ${workspaceId} order by id desc limit ${lookedAt})
    select o.id, (select count(*)::int from newest) as looked, array(select distinct each from offer n, unnest(n.topics) each where ${sameStory} and ${stands("n")} order by each) as topics
    from newest o where ${isShown({})} order by o.id desc limit ${counted + 1}`.execute(db);
  const offers = rows.slice(0, counted).map(({ id, topics }) => ({ id, topics }));
  return { offers, more: rows.length > counted || rows[0]?.looked === lookedAt };
}
