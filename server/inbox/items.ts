import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { type Item, readItem } from "#engine/item.ts";
import type { ItemView } from "../api/sources.ts";
import type { Db, Trx } from "../ports.ts";

/** The newest items of a source, newest first. */
export async function newestItems(db: Db | Trx, workspaceId: string, sourceId: string, limit: number): Promise<Item[]> {
  const rows = await db
    .selectFrom("item")
    .select("data")
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", sourceId)
    .where("gone_at", "is", null)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => readItem(row.data));
}

/**
 * Of stored items (`data`) those that whoever draws maps may look at: what somebody wrote for accounts of their own is theirs. Of that the company sees
 * what the ledger has of it, as of any post (joining/seen.ts says so to those whose it is).
 */
export const forAll = (data: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`${data} #>> '{written,own}' is distinct from 'true'`;

/** The newest items of the sources that maps know by these keys, newest first; none of those that there are not yet. One statement, however many they are. */
export async function storedItems(
  db: Db,
  workspaceId: string,
  keys: readonly string[],
  limit: number,
): Promise<Map<string, Item[]>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; items: unknown[] }>`
    select s.key, (select json_agg(i.data order by i.seq desc) from (
      select seq, data from item where workspace_id = ${workspaceId} and source_id = s.id and gone_at is null and ${forAll(sql`data`)}
      order by seq desc limit ${limit}) i) as items
    from source s where s.workspace_id = ${workspaceId} and s.key = any(${[...keys]}::text[])`.execute(db);
  return new Map(rows.map(({ key, items }) => [key, (items ?? []).map(readItem)]));
}

/** An item as the API shows it. A date that is none is left out. */
export function itemView(item: Item): z.infer<typeof ItemView> {
  const { key, title, summary, link, author, source } = item;
  const picture = item.media.find(({ kind }) => kind === "picture");
  const time = item.published === null ? Number.NaN : Date.parse(item.published);
  return {
    key,
    title,
    summary,
    link,
    picture: picture === undefined ? null : { url: picture.url, alt: picture.alt ?? null },
    author,
    source,
    published: Number.isNaN(time) ? null : new Date(time).toISOString(),
  };
}
