import { sql } from "kysely";
import { across, inWorkspace } from "../database/scope.ts";
import { waitsForOwner } from "../ledger/proposals.ts";
import type { Db } from "../ports.ts";
import { lookSoon } from "./notify.ts";

/** Seconds after which a new proposal is told of: what came in one run is told together, and what somebody answers at once is not told at all. */
const settled = 20;
const [places, most] = [100, 500];

/** Of a delivery `d`: a manager marked its story, or whoever drew the map says so of all that this target proposes. */
const important = sql<boolean>`(exists (select from important_story s where s.workspace_id = d.workspace_id and s.item_key = d.item_key)
  or exists (select from version v cross join jsonb_array_elements(v.document->'nodes') as node where v.workspace_id = d.workspace_id and v.map_id = d.map_id
    and v.number = d.version and node->>'id' = d.node_id and node->'config'->'important' = 'true'::jsonb))`;

/** Of a delivery `d` and its account `a`: it waits for a person who was not told. Their own accounts only: those of the company are looked at by admins on their pages. */
const untold = (
  seconds: number,
) => sql<boolean>`d.state = 'held' and ${waitsForOwner("d.")} and a.member_id is not null and a.state = 'connected'
  and d.expires_at > now() and d.created_at <= now() - make_interval(secs => ${seconds})
  and not exists (select from notice n where n.workspace_id = d.workspace_id and n.delivery_id = d.id)`;

/**
 * Writes a notice for each proposal that nobody heard of yet, wherever it came from: a run, an automatic yes that ended, a rule that holds it. Any
 * number of processes may do so at once. Gives how many.
 */
export async function askOwners(db: Db, seconds = settled): Promise<number> {
  const { rows } = await across("notices", () =>
    sql<{ id: string }>`select w.id from workspace w where w.stopped_at is null and exists (
      select from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id where d.workspace_id = w.id and ${untold(seconds)})
      order by w.id limit ${places}`.execute(db),
  );
  let asked = 0;
  for (const { id } of rows) asked += await inWorkspace(id, () => askIn(db, id, seconds));
  return asked;
}

async function askIn(db: Db, workspaceId: string, seconds: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ member: string }>`
      insert into notice (workspace_id, member_id, reason, kind, delivery_id, expires_at)
      select d.workspace_id, a.member_id, 'proposal/' || d.id, case when ${important} then 'important' else 'proposal' end, d.id, d.expires_at
      from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id
      join member m on m.workspace_id = a.workspace_id and m.id = a.member_id and m.disabled_at is null
      where a.workspace_id = ${workspaceId} and ${untold(seconds)} order by d.id limit ${most}
      on conflict (workspace_id, member_id, reason) do nothing returning member_id as member`.execute(trx);
    await lookSoon(
      trx,
      workspaceId,
      rows.map(({ member }) => member),
    );
    return rows.length;
  });
}
