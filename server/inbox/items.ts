import { sql } from "kysely";
import type { z } from "zod";
import { Item } from "#engine/item.ts";
import type { ItemView } from "../api.ts";
import type { Db, Trx } from "../ports.ts";

/** An item of the inbox with what a run must know of how it came. */
export type Received = { seq: number; item: Item; pollId: number | null; baseline: boolean };

/** Items of a source after an offset, oldest first, at most `limit`. */
export async function itemsAfter(
  db: Db | Trx,
  workspaceId: string,
  sourceId: string,
  seq: number,
  limit: number,
): Promise<Received[]> {
  const rows = await db
    .selectFrom("item")
    .select(["seq", "data", "poll_id", "baseline"])
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", sourceId)
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ seq: row.seq, item: row.data as Item, pollId: row.poll_id, baseline: row.baseline }));
}

/** The newest items of a source, newest first. */
export async function newestItems(db: Db | Trx, workspaceId: string, sourceId: string, limit: number): Promise<Item[]> {
  const rows = await db
    .selectFrom("item")
    .select("data")
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", sourceId)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => row.data as Item);
}

/** An item by its key, from whichever source has it; null where it was pruned or never came. */
export async function findItem(db: Db | Trx, workspaceId: string, key: string): Promise<Item | null> {
  // `unique (workspace_id, source_id, key)` does not begin with the key: the workspace's few sources are walked in turn.
  const { rows } = await sql<{ data: unknown }>`
    select item.data from source cross join lateral (
      select data from item where item.workspace_id = source.workspace_id and item.source_id = source.id and item.key = ${key}) item
    where source.workspace_id = ${workspaceId} limit 1`.execute(db);
  const parsed = Item.safeParse(rows[0]?.data);
  return parsed.success ? parsed.data : null;
}

/** An item as the API shows it. A date that is none is left out. */
export function itemView(item: Item): z.infer<typeof ItemView> {
  const { key, title, summary, link, image, author, source } = item;
  const time = item.published === null ? Number.NaN : Date.parse(item.published);
  return {
    key,
    title,
    summary,
    link,
    image,
    author,
    source,
    published: Number.isNaN(time) ? null : new Date(time).toISOString(),
  };
}
