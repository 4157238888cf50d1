import { hash } from "node:crypto";
import { sql } from "kysely";
import type { Trx } from "../ports.ts";

/** A source whose row is locked, as far as its entries are recognised by it. */
export type Recognising = {
  workspaceId: string;
  sourceId: string;
  anchored: boolean;
  named: boolean;
  /** When its last whole list was read. */
  readAt: string | null;
};

export const sha256 = (text: string): string => hash("sha256", text);
/** A name as it is stored: the first half of its hash, in the form of a uuid. */
export const nameHash = (name: string): string => sha256(name).slice(0, 32);

/** Names that another item has already stay with it, as long as it is there. */
export async function addNames(
  trx: Trx,
  { workspaceId, sourceId }: Pick<Recognising, "workspaceId" | "sourceId">,
  list: readonly { seq: number; names: readonly string[] }[],
): Promise<void> {
  // Of two that claim one name the first has it.
  const rows = [
    ...new Map(
      list
        .flatMap(({ seq, names }) => names.map((each) => ({ seq, name: nameHash(each) })))
        .toReversed()
        .map((row) => [row.name, row]),
    ).values(),
  ].toReversed();
  if (rows.length === 0) return;
  await sql`
    with added as (
      insert into item_name (workspace_id, source_id, name, seq)
      select ${workspaceId}::uuid, ${sourceId}::uuid, entry.name, entry.seq
      from unnest(${rows.map(({ name }) => name)}::uuid[], ${rows.map(({ seq }) => seq)}::bigint[]) as entry(name, seq)
      on conflict (workspace_id, source_id, name) do update set seq = excluded.seq
        where not exists (select from item i where i.workspace_id = item_name.workspace_id and i.seq = item_name.seq)
      returning seq, name)
    update item set names = coalesce(item.names, '{}') || added.names
    from (select seq, array_agg(name) as names from added group by seq) added
    where item.workspace_id = ${workspaceId} and item.seq = added.seq`.execute(trx);
}
