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

/** What a list shows of offers `o` that are chosen by number, the newest first. */
const shown = (workspaceId: string, chosen: RawBuilder<unknown>): RawBuilder<Offer> => sql<Offer>`
  select o.id, o.item_key as "itemKey", o.title, o.summary, o.link, o.kind, o.source, o.picture, s.topics, s.networks,
    o.offered_at as "offeredAt", o.expires_at as "expiresAt"
  from offer o cross join lateral (
    select coalesce((select array_agg(distinct each order by each) from offer n, unnest(n.topics) each where ${sameStory} and ${stands("n")}), '{}') as topics,
      case when exists (select from offer n where ${sameStory} and ${stands("n")} and n.networks = '{}') then '{}' else
        coalesce((select array_agg(distinct each order by each) from offer n, unnest(n.networks) each where ${sameStory} and ${stands("n")}), '{}') end as networks) s
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

/** Offers that are counted: whoever has more is told that there are. */
const counted = 2000;

/** Of the newest offers that stand, which topics they are under; `more`: there are others. */
export async function topicsOffered(
  db: Db,
  workspaceId: string,
): Promise<{ offers: { id: number; topics: string[] }[]; more: boolean }> {
  const { rows } = await sql<{ id: number; topics: string[] }>`
    select o.id, array(select distinct each from offer n, unnest(n.topics) each where ${sameStory} and ${stands("n")} order by each) as topics
    from offer o where o.workspace_id = ${workspaceId} and ${isShown({})} order by o.id desc limit ${counted + 1}`.execute(
    db,
  );
  return { offers: rows.slice(0, counted), more: rows.length > counted };
}
