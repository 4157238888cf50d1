import { sql } from "kysely";
import type { Item } from "#engine/item.ts";
import type { Text } from "#engine/text.ts";
import type { Db, Trx } from "../ports.ts";
import { capped, cappedOwn } from "./capped.ts";
import { keepNames, recogniseItems } from "./recognise.ts";
import { documentOf, freshOldestFirst, type Held, heldBy, insertItems, lockSource } from "./store.ts";

/** Seconds after something came until the maps that read it run: what comes together is read together. */
const soon = 2;
/** Seconds between two such runs of a map, so that a source that never rests does not make a run of each item. */
const apart = 30;
/** What comes within these minutes counts as one flood or none, as one poll of a feed would. */
const window = 15;

export type ReceivedMessage = {
  /** The sender's id of the message; null where there is none. */
  id: string | null;
  items: Item[];
};

/** `repeated`: the message was taken before, and nothing happened now. */
export type Taken = { items: number; fresh: number; repeated: boolean };

/**
 * Takes a message into the inbox: new items, the record that it was taken, and the mark that wakes the maps that read it, in
 * one transaction. The source's row is locked, as for a poll: of two deliveries of one message the second finds it taken. null
 * where the source is gone.
 */
export async function storeReceived(
  db: Db,
  workspaceId: string,
  sourceId: string,
  message: ReceivedMessage,
): Promise<Taken | null> {
  return db.transaction().execute((trx) => takeReceived(trx, workspaceId, sourceId, message));
}

/**
 * The same in the transaction of the deed by which it comes: neither is without the other. `own`: our own pages made it of what a person here wrote, so
 * that it may say where it goes.
 */
export async function takeReceived(
  trx: Trx,
  workspaceId: string,
  sourceId: string,
  message: ReceivedMessage,
  { own = false }: { own?: boolean } = {},
): Promise<Taken | null> {
  const items = message.items.map(own ? cappedOwn : capped);
  const row = await lockSource(trx, workspaceId, sourceId);
  if (row === undefined) return null;
  if (message.id !== null && (await isTaken(trx, workspaceId, sourceId, message.id)))
    return { items: items.length, fresh: 0, repeated: true };
  const source = { workspaceId, sourceId, anchored: row.anchored, named: row.named, readAt: row.read_at };
  const found = await recogniseItems(trx, source, items);
  const held = heldBy(found, {});
  // In the order in which they were written, or sent: a sender has no reason to begin with the newest.
  const fresh = freshOldestFirst(items.toReversed(), found);
  if (fresh.length > 0) {
    await append(trx, { workspaceId, sourceId, fresh, held });
    await wake(trx, workspaceId, sourceId);
  }
  await keepNames(trx, source, found);
  if (message.id !== null)
    await trx
      .insertInto("incoming")
      .values({
        workspace_id: workspaceId,
        source_id: sourceId,
        id: message.id,
        items: items.length,
        fresh: fresh.length,
      })
      .execute();
  await sql`update source set polled_at = now(), ok_at = now(), read_at = now(), polls = polls + 1, failures = 0, error = null, error_code = null,
      document = ${documentOf(held, found, {})}::jsonb || jsonb_build_object('at', now())
    where workspace_id = ${workspaceId} and id = ${sourceId}`.execute(trx);
  return { items: items.length, fresh: fresh.length, repeated: false };
}

async function isTaken(trx: Trx, workspaceId: string, sourceId: string, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom("incoming")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", sourceId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Adds items to what came lately, so that the flood protection sees many small messages as it sees one large list. */
async function append(
  trx: Trx,
  { workspaceId, sourceId, fresh, held }: { workspaceId: string; sourceId: string; fresh: Item[]; held: Held },
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from poll where workspace_id = ${workspaceId} and source_id = ${sourceId} and received
      and at > now() - make_interval(mins => ${window}::int) order by id desc limit 1`.execute(trx);
  const poll =
    rows[0]?.id ??
    (
      await trx
        .insertInto("poll")
        .values({ workspace_id: workspaceId, source_id: sourceId, fresh: 0, total: 0, received: true })
        .returning("id")
        .executeTakeFirstOrThrow()
    ).id;
  const { first, last } = await insertItems(trx, { workspaceId, sourceId, items: fresh, poll, baseline: false });
  await sql`update poll set fresh = fresh + ${fresh.length}, total = total + ${held.fresh + held.known}, doubled = doubled + ${held.doubled},
      first_seq = least(first_seq, ${first}::bigint), last_seq = greatest(last_seq, ${last}::bigint)
    where workspace_id = ${workspaceId} and id = ${poll}`.execute(trx);
}

/**
 * Marks the maps that read the source. The rows are written, and so locked, whether they are marked or not: whoever takes the
 * marks away (server/run/wake.ts) waits until these items are there to be read.
 */
async function wake(trx: Trx, workspaceId: string, sourceId: string): Promise<void> {
  await sql`update map_offset set wake_at = coalesce(wake_at, greatest(
      now() + make_interval(secs => ${soon}::int), woken_at + make_interval(secs => ${apart}::int)))
    where workspace_id = ${workspaceId} and source_id = ${sourceId}`.execute(trx);
}

/** Keeps with the source why a message was refused: the person who set it up sees it, as they see a feed that fails. */
export async function noteRefusal(
  db: Db,
  workspaceId: string,
  sourceId: string,
  refusal: { code: string; text: Text },
): Promise<void> {
  await sql`update source set polled_at = now(), failures = failures + 1, error_code = ${refusal.code}, error = ${JSON.stringify(refusal.text)}::jsonb
    where workspace_id = ${workspaceId} and id = ${sourceId}`.execute(db);
}
