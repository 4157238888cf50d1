import { type RawBuilder, sql } from "kysely";
import { canonicalUrl } from "#engine/key.ts";
import { clean } from "#engine/clean.ts";
import { fold } from "#engine/words.ts";
import type { Trx } from "../ports.ts";

type Headline = { itemKey: string; itemTitle: string; link: string | null };

/** Letters of a headline, and of an address, by which it is found. */
const longest = 1000;

/** An address as it is looked for: without scheme, `www.` and tracking marks; null where it is none. */
export function addressWords(address: string | null | undefined): string | null {
  const plain = address == null ? null : canonicalUrl(address.slice(0, longest));
  return plain === null ? null : fold(plain.replace(/^https?:\/\/(?:www\.)?/u, ""));
}

/** What a headline is found by: its words and the address of what it tells of. */
export function wordsOf({ itemTitle, link }: Omit<Headline, "itemKey">): string {
  const address = addressWords(link);
  return [fold(clean(itemTitle).slice(0, longest)), address].filter(Boolean).join(" ");
}

/**
 * Writes the headlines of deliveries that the same statement makes (`made`: id, item_key), as one of its parts called `headlines`: lists
 * find stories by them (stories.ts). One row a headline, however many accounts say it, so that it costs next to nothing.
 */
export function headlines(workspaceId: string, rows: { wanted: Headline }[]): RawBuilder<unknown> {
  const words = new Map(rows.map(({ wanted }) => [clean(wanted.itemKey), wanted]));
  const json = JSON.stringify([...words].map(([k, one]) => ({ k, w: wordsOf(one) })));
  return sql`headlines as (
    insert into told (workspace_id, item_key, newest, words)
    select ${workspaceId}::uuid, made.item_key, max(made.id), max(w.w) from made join json_to_recordset(${json}::json) as w(k text, w text) on w.k = made.item_key
    group by made.item_key order by made.item_key
    on conflict (workspace_id, item_key) do update set newest = excluded.newest, words = excluded.words)`;
}

/** What a person sends once more stands first again. */
export async function tellAgain(trx: Trx, workspaceId: string, itemKey: string, id: number): Promise<void> {
  await trx
    .updateTable("told")
    .set({ newest: id })
    .where("workspace_id", "=", workspaceId)
    .where("item_key", "=", itemKey)
    .where("newest", "<", id)
    .execute();
}
