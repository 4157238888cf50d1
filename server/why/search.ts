import { sql } from "kysely";
import { readItem } from "#engine/item.ts";
import { askedIn } from "#engine/question.ts";
import type { Reply } from "../api.ts";
import { readNumber } from "../database/paging.ts";
import { forAll, itemView } from "../inbox/items.ts";
import { calledBy, termsOf } from "../ledger/search.ts";
import { face, mark } from "../ledger/telling.ts";
import type { Db } from "../ports.ts";

type View = Reply<"searchWhy">;
type Row = View["rows"][number];

/** Headlines that one answer looks through, the newest first; items that it shows; people whose deliveries are told with them. */
const [headlines, shown, mostPeople] = [50_000, 20, 12];

/**
 * Items that have every word in their headline or address, also those that became no delivery, the newest first. A word that somebody is called by
 * may as well mean them: then it need not stand in the headline, and each item says how it stands with them.
 */
export async function searchWhy(
  db: Db,
  workspaceId: string,
  { search, before }: { search: string; before?: string | undefined },
): Promise<View> {
  const question = askedIn(search);
  const found = await searchWords(db, workspaceId, { search, before });
  // A headline may begin like a question: its own words come first.
  if (question === null || found.rows.length > 0 || found.next !== null) return found;
  return searchWords(db, workspaceId, { search: question, before });
}

async function searchWords(
  db: Db,
  workspaceId: string,
  { search, before }: { search: string; before?: string | undefined },
): Promise<View> {
  const terms = termsOf(search);
  const called = terms.length === 0 ? new Map<string, string[]>() : await calledBy(db, workspaceId, terms);
  const people = [...new Set([...called.values()].flat())].slice(0, mostPeople);
  const rest = terms.filter((term) => (called.get(term)?.length ?? 0) === 0);
  const from = readNumber(before);
  // Whoever pastes a headline means all of its words, also where somebody is called by one of them.
  let found = await findHeard(db, workspaceId, { words: terms, people, from });
  if (found.rows.length === 0 && !found.full && rest.length < terms.length)
    found = await findHeard(db, workspaceId, { words: rest, people, from });
  const rows = found.rows;
  if (from === null && rows.length < shown && rest.length > 0)
    rows.push(...(await findTold(db, workspaceId, terms, shown - rows.length)));
  return {
    rows: [...new Map(rows.map((row) => [row.key, row])).values()],
    next: found.full && found.last !== null ? String(found.last) : null,
    people: from === null ? await facesOf(db, workspaceId, people) : [],
  };
}

type Asked = { words: readonly string[]; people: readonly string[]; from: number | null };
type Page = { rows: Row[]; last: number | null; full: boolean };

async function findHeard(db: Db, workspaceId: string, { words, people, from }: Asked): Promise<Page> {
  const fits = [sql`true`, ...words.map((term) => sql`strpos(h.words, ${term}) > 0`)];
  type Found = {
    seq: number;
    key: string;
    item: unknown;
    source: string;
    at: string;
    told: boolean;
    kept: boolean;
    drop: Row["says"];
    posts: Row["posts"] | null;
  };
  const { rows } = await sql<{ last: number | null; full: boolean; rows: Found[] | null }>`
    with seen as materialized (
      select seq, words from heard where workspace_id = ${workspaceId} and (${from}::bigint is null or seq < ${from}::bigint)
      order by seq desc limit ${headlines}),
    hit as materialized (
      select h.seq from seen h where ${sql.join(fits, sql` and `)} order by h.seq desc limit ${shown}),
    found as (
      select h.seq, i.key, i.data as item, coalesce(nullif(s.title, ''), i.data->>'source', '') as source, i.received_at as at,
        exists (select from told t where t.workspace_id = ${workspaceId} and t.item_key = i.key) as told,
        exists (select from map_offset o join kept k on k.workspace_id = ${workspaceId} and k.map_id = o.map_id and k.item_key = i.key
          where o.workspace_id = ${workspaceId} and o.source_id = i.source_id) as kept,
        (select d.reason from drop d where d.workspace_id = ${workspaceId} and d.item_key = i.key order by d.account_id is not null, d.id desc limit 1) as drop,
        (select json_agg(json_build_object('account', d.account_id, 'delivery', d.id, 'mark', ${mark})) from unnest(${people}::uuid[]) as p(id)
          cross join lateral (select * from delivery where workspace_id = ${workspaceId} and account_id = p.id and item_key = i.key
            order by id desc limit 1) d) as posts
      from hit h cross join lateral (select * from item where workspace_id = ${workspaceId} and seq = h.seq limit 1) i
      join source s on s.workspace_id = ${workspaceId} and s.id = i.source_id
      where ${forAll(sql`i.data`)} or exists (select from told t where t.workspace_id = ${workspaceId} and t.item_key = i.key))
    select case when (select count(*) from hit) = ${shown} then (select min(seq) from hit) else (select min(seq) from seen) end as last,
      (select count(*) from hit) = ${shown} or (select count(*) from seen) = ${headlines} as full,
      (select json_agg(f order by f.seq desc) from found f) as rows`.execute(db);
  const [{ last, full, rows: found } = { last: null, full: false, rows: null }] = rows;
  return {
    last,
    full,
    rows: (found ?? []).map(({ key, item, source, at, told, kept, drop, posts }): Row => {
      const { title, picture } = itemView(readItem(item));
      const state = told ? "told" : kept ? "kept" : drop === null ? "none" : "dropped";
      const says = told ? null : drop;
      return {
        key,
        title,
        picture,
        source: source || null,
        at: new Date(at).toISOString(),
        state,
        says,
        posts: posts ?? [],
      };
    }),
  };
}

/** Headlines of deliveries whose items are pruned by now, or were made by a step. */
async function findTold(db: Db, workspaceId: string, words: readonly string[], most: number): Promise<Row[]> {
  const fits = words.map((term) => sql`strpos(t.words, ${term}) > 0`);
  const { rows } = await sql<{ key: string; title: string; at: string }>`
    with seen as materialized (
      select item_key, newest, words from told where workspace_id = ${workspaceId} order by newest desc limit ${headlines}),
    hit as materialized (select t.item_key, t.newest from seen t where ${sql.join(fits, sql` and `)} order by t.newest desc limit ${most * 2})
    select h.item_key as key, d.item_title as title, d.created_at as at from hit h
    cross join lateral (select item_title, item_seq, created_at from delivery where workspace_id = ${workspaceId} and id = h.newest limit 1) d
    where not exists (select from item i where i.workspace_id = ${workspaceId} and i.seq = d.item_seq) order by h.newest desc limit ${most}`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, source: null, picture: null, state: "told", says: null, posts: [] }));
}

async function facesOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<View["people"]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ face: Omit<View["people"][number], "handle" | "left">; handle: string; left: boolean }>`
    select ${face} as face, a.handle, a.state = 'disconnected' as left from account a
    where a.workspace_id = ${workspaceId} and a.id = any(${[...ids]}::uuid[]) order by a.state = 'disconnected', a.name, a.network`.execute(
    db,
  );
  return rows.map(({ face: own, handle, left }) => ({ ...own, handle, left }));
}
