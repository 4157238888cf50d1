import { sql } from "kysely";
import { type Memory, namesOf, type Recognised, recognise, type Stored } from "#engine/identity.ts";
import type { Item } from "#engine/item.ts";
import type { Trx } from "../ports.ts";
import { addNames, nameHash, type Recognising, sha256 } from "./names.ts";
import { nameStock } from "./stock.ts";

/** Which of a document's entries the source knows; marks those as still listed, at most once a day. */
export async function recogniseItems(trx: Trx, source: Recognising, items: readonly Item[]): Promise<Recognised> {
  if (!source.named) await nameStock(trx, source, items);
  const memory = await remember(trx, source, items);
  const found = recognise(items, memory, sha256);
  await markSeen(
    trx,
    source,
    found.known.map(({ seq }) => seq),
  );
  return found;
}

/** What the source knows of these entries. */
async function remember(trx: Trx, source: Recognising, entries: readonly Item[]): Promise<Memory> {
  const { workspaceId, sourceId, anchored } = source;
  if (entries.length === 0) return { anchored, names: new Map(), items: new Map(), keys: new Set() };
  const called = new Map(
    entries.flatMap((item) => namesOf(item, false).concat(namesOf(item, true))).map((each) => [nameHash(each), each]),
  );
  const named = await sql<{ name: string; seq: number; shared: boolean }>`
    select replace(name::text, '-', '') as name, seq, shared from item_name
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and name = any(${[...called.keys()]}::uuid[])`.execute(
    trx,
  );
  const stored = await sql<Stored>`
    select seq, key, data->>'title' as title, data->>'link' as link, data->>'published' as published,
      case when data ? 'origin' then coalesce(data->>'summary', '') end as words from item
    where workspace_id = ${workspaceId} and seq = any(${[...new Set(named.rows.map(({ seq }) => seq))]}::bigint[])`.execute(
    trx,
  );
  const keys = await sql<{ key: string }>`
    select key from item where workspace_id = ${workspaceId} and source_id = ${sourceId}
      and key = any(${entries.map(({ key }) => key)}::text[])`.execute(trx);
  return {
    anchored,
    names: new Map(named.rows.map(({ name, ...row }) => [called.get(name)!, row])),
    items: new Map(stored.rows.map((row) => [row.seq, { ...row, title: row.title ?? "" }])),
    keys: new Set(keys.rows.map(({ key }) => key)),
  };
}

async function markSeen(trx: Trx, { workspaceId }: Recognising, seqs: number[]): Promise<void> {
  if (seqs.length === 0) return;
  await sql`update item set seen_at = now()
    where workspace_id = ${workspaceId} and seq = any(${seqs}::bigint[]) and seen_at < now() - interval '1 day'`.execute(
    trx,
  );
}

/**
 * Keeps what was learned of a document whose new items are stored: new names of items, names that several entries carried, and what
 * its source corrected since.
 */
export async function keepNames(trx: Trx, source: Recognising, found: Recognised): Promise<void> {
  const { workspaceId, sourceId } = source;
  await addNames(trx, source, [
    ...found.known.map(({ seq, names }) => ({ seq, names })),
    ...(await numbered(trx, source, found.fresh)),
  ]);
  await sql`update item_name set shared = true where workspace_id = ${workspaceId} and source_id = ${sourceId} and not shared
    and name = any(${found.shared.map(nameHash)}::uuid[])`.execute(trx);
  if (found.anchored !== source.anchored)
    await sql`update source set anchored = ${found.anchored} where workspace_id = ${workspaceId} and id = ${sourceId}`.execute(
      trx,
    );
  const json = JSON.stringify(
    found.known.map(({ seq, changed, item: { title, link } }) => ({ seq, changed: changed ? { title, link } : null })),
  );
  if (!source.named) {
    // What an older Relaymap stored is read better today: that is no correction by its source.
    await sql`update item set data = item.data || entry.changed from json_to_recordset(${json}::json) as entry(seq bigint, changed jsonb)
      where item.workspace_id = ${workspaceId} and item.seq = entry.seq and entry.changed is not null`.execute(trx);
    return;
  }
  // What was corrected and then taken back is as it was.
  await sql`update item set changed = entry.changed || jsonb_build_object('at', now())
    from json_to_recordset(${json}::json) as entry(seq bigint, changed jsonb)
    where item.workspace_id = ${workspaceId} and item.seq = entry.seq and item.changed - 'at' is distinct from entry.changed`.execute(
    trx,
  );
}

async function numbered(trx: Trx, { workspaceId, sourceId }: Recognising, fresh: Recognised["fresh"]) {
  if (fresh.length === 0) return [];
  const names = new Map(fresh.map((one) => [one.item.key, one.names]));
  const { rows } = await sql<{ key: string; seq: number }>`
    select key, seq from item where workspace_id = ${workspaceId} and source_id = ${sourceId}
      and key = any(${[...names.keys()]}::text[])`.execute(trx);
  return rows.map(({ key, seq }) => ({ seq, names: names.get(key) ?? [] }));
}
