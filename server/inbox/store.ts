import { sql } from "kysely";
import { type Item, writeItem } from "#engine/item.ts";
import type { Polled } from "#engine/node.ts";
import type { Db, Trx } from "../ports.ts";
import { cap, capped, oldestFirst } from "./capped.ts";

/** A source as the process that polls it holds it. `claimed` is the database's time at the claim. */
export type Claim = {
  id: string;
  type: string;
  /** Of the config's shape. */
  version: number;
  config: unknown;
  cursor: unknown;
  interval_s: number;
  failures: number;
  baseline_at: string | null;
  read_at: string | null;
  claimed: string;
};

/** Rows in one statement: bounds the size of what is sent at once (an item is at most about 50 kB). */
const rowsAtOnce = 500;
const maxCursor = 64_000;

/**
 * Stores what a poll brought: the items that the source had not listed before, and its cursor, in one transaction. The
 * source's row is locked, so the items of one source are appended one poll after the other and no map's offset can skip one
 * that commits late. Returns the number of new items.
 */
export async function storePoll(db: Db, workspaceId: string, claim: Claim, polled: Polled): Promise<number> {
  const items = unique(polled.items.map(capped));
  return db.transaction().execute(async (trx) => {
    const source = await trx
      .selectFrom("source")
      .select("baseline_at")
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", claim.id)
      .forUpdate()
      .executeTakeFirst();
    // Deleted while it was polled: nobody reads it any more.
    if (!source) return 0;
    const known = await knownKeys(trx, workspaceId, claim.id, items);
    const fresh = oldestFirst(items).filter((item) => !known.has(item.key));
    const first = source.baseline_at === null;
    const before = first ? false : known.size > 0 || (await hasItems(trx, workspaceId, claim.id));
    if (fresh.length > 0) {
      const gap = before && known.size === 0;
      await append(trx, { workspaceId, sourceId: claim.id, fresh, total: items.length, gap, baseline: first });
    }
    await notePoll(trx, workspaceId, claim, polled);
    return fresh.length;
  });
}

/** Which of the items are in the inbox already; marks them as still listed, at most once a day. */
export async function knownKeys(trx: Trx, workspaceId: string, sourceId: string, items: Item[]): Promise<Set<string>> {
  const keys = items.map((item) => item.key);
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ key: string; stale: boolean }>`
    select key, seen_at < now() - interval '1 day' as stale from item
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and key = any(${keys}::text[])`.execute(trx);
  if (rows.some((row) => row.stale)) {
    await sql`update item set seen_at = now() where workspace_id = ${workspaceId} and source_id = ${sourceId}
      and key = any(${keys}::text[]) and seen_at < now() - interval '1 day'`.execute(trx);
  }
  return new Set(rows.map((row) => row.key));
}

async function hasItems(trx: Trx, workspaceId: string, sourceId: string): Promise<boolean> {
  const query = trx
    .selectFrom("item")
    .select("seq")
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", sourceId);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

type Batch = { workspaceId: string; sourceId: string; fresh: Item[]; total: number; gap: boolean; baseline: boolean };

async function append(trx: Trx, batch: Batch): Promise<void> {
  const { workspaceId, sourceId, fresh, total, gap, baseline } = batch;
  const poll = await trx
    .insertInto("poll")
    .values({ workspace_id: workspaceId, source_id: sourceId, fresh: fresh.length, total, gap })
    .returning("id")
    .executeTakeFirstOrThrow();
  const range = await insertItems(trx, { workspaceId, sourceId, items: fresh, poll: poll.id, baseline });
  await trx
    .updateTable("poll")
    .set({ first_seq: range.first, last_seq: range.last })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", poll.id)
    .execute();
}

/** Appends items to a source whose row is locked; gives the numbers between which they lie. */
export async function insertItems(
  trx: Trx,
  input: { workspaceId: string; sourceId: string; items: Item[]; poll: number; baseline: boolean },
): Promise<{ first: number; last: number }> {
  const { workspaceId, sourceId, items, poll, baseline } = input;
  const range = { first: Infinity, last: 0 };
  for (let start = 0; start < items.length; start += rowsAtOnce) {
    const part = items.slice(start, start + rowsAtOnce);
    const json = JSON.stringify(part.map((item) => ({ key: item.key, data: writeItem(item) })));
    const { rows } = await sql<{ first: number; last: number }>`
      with added as (
        insert into item (workspace_id, source_id, key, data, poll_id, baseline)
        select ${workspaceId}, ${sourceId}, entry.key, entry.data, ${poll}, ${baseline}
        from rows from (json_to_recordset(${json}::json) as (key text, data jsonb)) with ordinality as entry(key, data, place)
        order by entry.place
        on conflict (workspace_id, source_id, key) do nothing
        returning seq)
      select min(seq) as first, max(seq) as last from added`.execute(trx);
    range.first = Math.min(range.first, rows[0]?.first ?? Infinity);
    range.last = Math.max(range.last, rows[0]?.last ?? 0);
  }
  return range;
}

async function notePoll(trx: Trx, workspaceId: string, claim: Claim, polled: Polled): Promise<void> {
  const title = polled.title === null ? "" : cap(polled.title, 300);
  await sql`update source set polled_at = now(), ok_at = now(), read_at = now(), baseline_at = coalesce(baseline_at, now()),
      polls = polls + 1, failures = 0, error = null, error_code = null, polling_until = null,
      cursor = ${cursorText(polled.cursor)}::jsonb, title = case when ${title} = '' then title else ${title} end,
      next_poll_at = case when next_poll_at is null then null else ${claim.claimed}::timestamptz + make_interval(secs => interval_s * 0.9) end
    where workspace_id = ${workspaceId} and id = ${claim.id}`.execute(trx);
}

/** An unchanged poll costs a counter: all that came together are noted in one statement. */
export async function storeUnchanged(
  db: Db,
  workspaceId: string,
  polls: { claim: Claim; cursor: Polled["cursor"] }[],
): Promise<void> {
  if (polls.length === 0) return;
  const ids = polls.map(({ claim }) => claim.id);
  const claimed = polls.map(({ claim }) => claim.claimed);
  // null: as it was. Most sources answer 304 with the very cursor they were asked with.
  const cursors = polls.map(({ claim, cursor }) => {
    return ordered(cursor) === ordered(claim.cursor) ? null : cursorText(cursor);
  });
  await sql`with held as (
      select id from source where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) order by id for update)
    update source set polled_at = now(), ok_at = now(), polls = polls + 1, unchanged = unchanged + 1,
      baseline_at = coalesce(baseline_at, now()), failures = 0, error = null, error_code = null, polling_until = null,
      cursor = coalesce(entry.cursor::jsonb, source.cursor),
      next_poll_at = case when next_poll_at is null then null else entry.claimed + make_interval(secs => interval_s * 0.9) end
    from unnest(${ids}::uuid[], ${claimed}::timestamptz[], ${cursors}::text[]) as entry(id, claimed, cursor)
      join held on held.id = entry.id
    where source.workspace_id = ${workspaceId} and source.id = entry.id`.execute(db);
}

function cursorText(cursor: Polled["cursor"]): string {
  const text = JSON.stringify(cursor).replaceAll("\\u0000", "");
  // A cursor only saves work: one that grew beyond its limit is forgotten, and the next poll reads everything.
  return text.length > maxCursor ? "{}" : text;
}

/** jsonb keeps its own order of keys, so two cursors are compared in one that is fixed. */
function ordered(cursor: unknown): string {
  return JSON.stringify(Object.entries(cursor ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first of each key: a feed that lists an item twice has it once. */
export function unique(items: Item[]): Item[] {
  return [...new Map(items.toReversed().map((item) => [item.key, item])).values()].toReversed();
}
