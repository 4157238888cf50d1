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

/** The newest items of the source that maps know by this key, newest first; none where there is no such source yet. */
export async function storedItems(db: Db, workspaceId: string, key: string, limit: number): Promise<Item[]> {
  const source = await db
    .selectFrom("source")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("key", "=", key)
    .executeTakeFirst();
  return source ? newestItems(db, workspaceId, source.id, limit) : [];
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
