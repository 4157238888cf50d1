import { sql } from "kysely";
import type { Recognised } from "#engine/identity.ts";
import { type Item, writeItem } from "#engine/item.ts";
import type { Polled } from "#engine/node.ts";
import type { Db, Trx } from "../ports.ts";
import { cancelGone } from "../ledger/gone.ts";
import { wordsOf } from "../ledger/told.ts";
import { askAboutGone } from "../run/kept.ts";
import { cap, capped, oldestFirst } from "./capped.ts";
import { keepNames, recogniseItems } from "./recognise.ts";

/** A source as the process that polls it holds it. `pollNext`: when it is due again, unless it fails. */
export type Claim = {
  id: string;
  type: string;
  /** Of the config's shape. */
  version: number;
  config: unknown;
  cursor: unknown;
  failures: number;
  baseline_at: string | null;
  read_at: string | null;
  pollNext: string;
};

/** Rows in one statement: bounds the size of what is sent at once (an item is at most about 50 kB). */
const rowsAtOnce = 500;
const maxCursor = 64_000;

/**
 * Stores what a poll brought: the items that the source had not listed before, what entries are called, and its cursor, in one
 * transaction. The source's row is locked, so the items of one source are appended one poll after the other and no map's offset can
 * skip one that commits late. Returns what the document held.
 */
export async function storePoll(db: Db, workspaceId: string, claim: Claim, polled: Polled): Promise<Held> {
  const items = polled.items.map(capped);
  return db.transaction().execute(async (trx) => {
    const row = await lockSource(trx, workspaceId, claim.id);
    // Deleted while it was polled: nobody reads it any more.
    if (row === undefined) return { fresh: 0, known: 0, doubled: 0, blank: 0 };
    const source = { workspaceId, sourceId: claim.id, anchored: row.anchored, named: row.named, readAt: row.read_at };
    const found = await recogniseItems(trx, source, items);
    const held = heldBy(found, polled);
    const first = row.baseline_at === null;
    const before = first ? false : found.known.length > 0 || (await hasItems(trx, workspaceId, claim.id));
    if (held.fresh > 0) {
      const gap = before && held.known === 0;
      const fresh = freshOldestFirst(items, found);
      await append(trx, { workspaceId, sourceId: claim.id, fresh, held, gap, baseline: first });
    }
    await keepNames(trx, source, found);
    await noteGone(trx, source, found, polled.gone ?? []);
    await notePoll(trx, workspaceId, claim, polled, documentOf(held, found, polled));
    return held;
  });
}

/** What its source says is deleted there, and what it lists again although it had said so. */
async function noteGone(
  trx: Trx,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
  found: Recognised,
  gone: readonly string[],
): Promise<void> {
  await sql`update item set gone_at = null where workspace_id = ${workspaceId} and gone_at is not null
    and seq = any(${found.known.map(({ seq }) => seq)}::bigint[])`.execute(trx);
  if (gone.length > 0) await takeBack(trx, { workspaceId, sourceId }, gone);
}

/** Items whose author took them back: what waits and was made of them ends. */
export async function takeBack(
  trx: Trx,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
  gone: readonly string[],
): Promise<void> {
  await sql`update item set gone_at = now() where workspace_id = ${workspaceId} and source_id = ${sourceId} and gone_at is null
    and key = any(${gone}::text[])`.execute(trx);
  await askAboutGone(trx, { workspaceId, sourceId }, gone);
  await cancelGone(trx, workspaceId);
}

/** The new items in the order in which they were written, which the whole list tells better than they alone. */
export function freshOldestFirst(entries: readonly Item[], { fresh }: Recognised): Item[] {
  const items = new Map(fresh.map(({ entry, item }) => [entry, item]));
  return oldestFirst(entries).flatMap((entry) => items.get(entry) ?? []);
}

/** A source's row, locked, as far as reading it needs; undefined where it is gone. */
export function lockSource(trx: Trx, workspaceId: string, sourceId: string) {
  return trx
    .selectFrom("source")
    .select(["baseline_at", "anchored", "named", "read_at"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", sourceId)
    .forUpdate()
    .executeTakeFirst();
}

/** How many entries a document held: each is new, known, the same entry once more, or says nothing at all. */
export type Held = { fresh: number; known: number; doubled: number; blank: number };
type Listed = Pick<Polled, "doubled" | "blank">;

export function heldBy(found: Recognised, listed: Listed): Held {
  return {
    fresh: found.fresh.length,
    known: found.known.length,
    doubled: found.doubled.length + (listed.doubled?.length ?? 0),
    blank: listed.blank ?? 0,
  };
}

/** Of the entries that were listed twice this many are shown. */
const shownDoubles = 20;

/** What is kept with the source of its last document. */
export function documentOf(held: Held, found: Recognised, listed: Listed): string {
  const doubles = [...found.doubled, ...(listed.doubled ?? []).map(capped)].slice(0, shownDoubles);
  return JSON.stringify({ ...held, doubles: doubles.map(({ title, link }) => ({ title: cap(title, 300), link })) });
}

async function hasItems(trx: Trx, workspaceId: string, sourceId: string): Promise<boolean> {
  const query = trx
    .selectFrom("item")
    .select("seq")
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", sourceId);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

type Batch = { workspaceId: string; sourceId: string; fresh: Item[]; held: Held; gap: boolean; baseline: boolean };

async function append(trx: Trx, batch: Batch): Promise<void> {
  const { workspaceId, sourceId, fresh, held, gap, baseline } = batch;
  const { doubled, blank } = held;
  const total = held.fresh + held.known;
  const poll = await trx
    .insertInto("poll")
    .values({ workspace_id: workspaceId, source_id: sourceId, fresh: fresh.length, total, doubled, blank, gap })
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
    const json = JSON.stringify(
      part.map((item) => ({
        key: item.key,
        data: writeItem(item),
        words: wordsOf({ itemTitle: item.title, link: item.link }),
      })),
    );
    const { rows } = await sql<{ first: number; last: number }>`
      with entry as materialized (
        select * from rows from (json_to_recordset(${json}::json) as (key text, data jsonb, words text)) with ordinality as entry(key, data, words, place)
      ), added as (
        insert into item (workspace_id, source_id, key, data, poll_id, baseline)
        select ${workspaceId}, ${sourceId}, entry.key, entry.data, ${poll}, ${baseline} from entry order by entry.place
        on conflict (workspace_id, source_id, key) do nothing
        returning seq, key
      ), heard as (
        insert into heard (workspace_id, seq, words)
        select ${workspaceId}, added.seq, entry.words from added join entry using (key) on conflict do nothing)
      select min(seq) as first, max(seq) as last from added`.execute(trx);
    range.first = Math.min(range.first, rows[0]?.first ?? Infinity);
    range.last = Math.max(range.last, rows[0]?.last ?? 0);
  }
  return range;
}

async function notePoll(trx: Trx, workspaceId: string, claim: Claim, polled: Polled, document: string): Promise<void> {
  const title = polled.title === null ? "" : cap(polled.title, 300);
  await sql`update source set polled_at = now(), ok_at = now(), read_at = now(), baseline_at = coalesce(baseline_at, now()),
      polls = polls + 1, failures = 0, error = null, error_code = null, polling_until = null,
      cursor = ${cursorText(polled.cursor)}::jsonb, document = ${document}::jsonb || jsonb_build_object('at', now()), title = case when ${title} = '' then title else ${title} end,
      next_poll_at = case when next_poll_at is null then null else ${claim.pollNext}::timestamptz end
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
  const nexts = polls.map(({ claim }) => claim.pollNext);
  // null: as it was. Most sources answer 304 with the very cursor they were asked with.
  const cursors = polls.map(({ claim, cursor }) => {
    return ordered(cursor) === ordered(claim.cursor) ? null : cursorText(cursor);
  });
  await sql`with held as (
      select id from source where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) order by id for update)
    update source set polled_at = now(), ok_at = now(), polls = polls + 1, unchanged = unchanged + 1,
      baseline_at = coalesce(baseline_at, now()), failures = 0, error = null, error_code = null, polling_until = null,
      cursor = coalesce(entry.cursor::jsonb, source.cursor),
      next_poll_at = case when next_poll_at is null then null else entry.next end
    from unnest(${ids}::uuid[], ${nexts}::timestamptz[], ${cursors}::text[]) as entry(id, next, cursor)
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
