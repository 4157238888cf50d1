import { sql } from "kysely";
import { inWorkspace } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import { itemKeyOf } from "./enter.ts";
import { tell } from "./tell.ts";

/** Days for which it is looked whether something of a suggestion went out. */
const days = 90;
const atOnce = 100;

/** Tells authors that the first post of what they brought in is out, once each. Several processes may do this at once. Gives how many were told. */
export async function tellPublished(services: Pick<Services, "db">): Promise<number> {
  const { rows } = await sql<{ id: string }>`select w.id from workspace w where exists (select from suggestion s
    where s.workspace_id = w.id and s.entered_at > now() - make_interval(days => ${days}::int) and s.told_at is null)`.execute(
    services.db,
  );
  let told = 0;
  for (const { id } of rows) told += await inWorkspace(id, () => tellIn(services, id));
  return told;
}

async function tellIn(services: Pick<Services, "db">, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    -- The keys first: behind the wall no index is used for what is put together in the comparison itself.
    with untold as materialized (
      select s.id, ${itemKeyOf("")} || coalesce(s.with_id, s.id)::text as key from suggestion s
      where s.workspace_id = ${workspaceId} and s.entered_at > now() - make_interval(days => ${days}::int) and s.told_at is null)
    select u.id from untold u
    -- Of what no delivery was made, there is no headline either: most are let go by one look at a key.
    cross join lateral (select from told t where t.workspace_id = ${workspaceId} and t.item_key = u.key limit 1) t
    cross join lateral (select from delivery d where d.workspace_id = ${workspaceId} and d.item_key = u.key and d.state = 'published' limit 1) d
    limit ${atOnce}`.execute(services.db);
  let told = 0;
  for (const { id } of rows)
    await services.db.transaction().execute(async (trx) => {
      const { numAffectedRows } = await sql`update suggestion set told_at = now()
        where workspace_id = ${workspaceId} and id = ${id} and told_at is null`.execute(trx);
      if (numAffectedRows !== 1n) return;
      await tell(trx, workspaceId, id, "published");
      told += 1;
    });
  return told;
}
