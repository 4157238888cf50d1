import { sql } from "kysely";
import type { Trx } from "../ports.ts";

/** Writes which deliveries show which media, in the card of a link as well: those of a range of numbers. */
export async function writeUses(
  trx: Trx,
  workspaceId: string,
  numbers: { first: number; last: number },
): Promise<void> {
  await sql`
    insert into medium_use (workspace_id, delivery_id, medium_id)
    select d.workspace_id, d.id, (x.m->>'id')::uuid from delivery d
      cross join jsonb_array_elements(d.post->'parts') p
      cross join lateral (select jsonb_array_elements(p->'media') as m
        union all select p->'card'->'picture' where p->'card' ? 'picture') x
    where d.workspace_id = ${workspaceId} and d.id between ${numbers.first} and ${numbers.last}
    on conflict do nothing`.execute(trx);
}
