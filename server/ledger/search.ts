import { sql } from "kysely";
import { fold } from "#engine/words.ts";
import type { Db } from "../ports.ts";
import { type Asked, columns, mark, states, stories, type Story, storyOf, type Told, told, worst } from "./telling.ts";
import { addressWords } from "./told.ts";

/** Of what somebody typed: more is read by nobody, and a whole page that was pasted finds nothing. */
const longest = 300;
const mostTerms = 8;
/** Headlines that one answer looks through, the newest first; of each no more than its folded words is read. */
const headlines = 50_000;
/** Stories that one answer tells: each with all of its deliveries, which are looked up account by account. */
const shownStories = 20;
/** Accounts that are called so: those of a person, or of some who share a name. */
const mostAccounts = 12;

/** What is looked for: an address as one, else words that all must be found; accents, capitals and kinds of apostrophes count as the plain ones. */
export function termsOf(wanted: string): string[] {
  const address = addressWords(wanted);
  if (address !== null) return [address];
  return fold(wanted.slice(0, longest)).split(/\s+/u).filter(Boolean).slice(0, mostTerms);
}

/** Those of the workspace's accounts that are called by a term, by their name or by how the network calls them. */
export async function calledBy(db: Db, workspaceId: string, terms: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; name: string; handle: string }>`
    select id, name, handle from account where workspace_id = ${workspaceId} order by state = 'disconnected', name limit 20000`.execute(
    db,
  );
  const called = rows.map(({ id, name, handle }) => ({ id, words: fold(`${name} ${handle}`).split(/[\s@.]+/u) }));
  return new Map(
    terms.map((term) => {
      const ids = called.filter(({ words }) => words.some((word) => word.startsWith(term))).map(({ id }) => id);
      return [term, ids.slice(0, mostAccounts)];
    }),
  );
}

/**
 * The stories that have every word in their headline, their address or the name of somebody who says them, the newest first. An answer looks
 * through so many headlines and no more; `last` says where the next one goes on.
 */
export async function findWindow(
  db: Db,
  { workspaceId, map, account, mark: wanted }: Asked,
  search: string,
  before: number | null,
): Promise<{ rows: Story[]; last: number | null }> {
  const terms = termsOf(search);
  if (terms.length === 0) return { rows: [], last: null };
  const called = await calledBy(db, workspaceId, terms);
  const people = [...new Set([...called.values()].flat())];
  // What an account has said is read off its index once for each word, not asked of each headline.
  const fits = terms.map((term) => {
    const who = called.get(term)!;
    const words = sql`strpos(h.words, ${term}) > 0`;
    return who.length === 0
      ? words
      : sql`(${words} or h.item_key in (select d.item_key from delivery d where d.workspace_id = ${workspaceId} and d.account_id = any(${who}::uuid[])))`;
  });
  const narrow = [
    ...(wanted === undefined ? [] : [states[wanted]]),
    ...(map === undefined ? [] : [sql`d.map_id = ${map}`]),
    ...(account === undefined ? [] : [sql`d.account_id = ${account}`]),
  ];
  const more = narrow.length === 0 ? sql`` : sql` and ${sql.join(narrow, sql` and `)}`;
  // Account by account (offset 0 keeps it so): by headlines alone, servers before 18 walk through the whole index for each of them.
  const { rows } = await sql<{ last: number | null; full: boolean; stories: Told[] | null }>`
    with seen as materialized (
      select t.item_key, t.newest, t.words from told t
      where t.workspace_id = ${workspaceId} and (${before}::bigint is null or t.newest < ${before}::bigint) order by t.newest desc limit ${headlines}),
    hit as materialized (
      select h.item_key, h.newest from seen h where ${sql.join(fits, sql` and `)} order by h.newest desc limit ${shownStories}),
    post as materialized (
      select d.*, row_number() over (partition by d.item_key order by d.account_id = any(${people}::uuid[]) desc, ${worst}) as place from (
        select ${columns}, ${mark} as mark
        from account a cross join lateral (
          select d.* from delivery d where d.workspace_id = ${workspaceId} and d.account_id = a.id
            and d.item_key = any((select array_agg(item_key) from hit)::text[])${more} offset 0) d
        where a.workspace_id = ${workspaceId}) d),
    ${told}
    select case when (select count(*) from hit) = ${shownStories} then (select min(newest) from hit) else (select min(newest) from seen) end as last,
      (select count(*) from hit) = ${shownStories} or (select count(*) from seen) = ${headlines} as full, ${stories(workspaceId)} as stories`.execute(
    db,
  );
  const [{ last, full, stories: found } = { last: null, full: false, stories: null }] = rows;
  return { last: full ? last : null, rows: (found ?? []).map(storyOf) };
}
