import { sql } from "kysely";
import { byPerson } from "#engine/again.ts";
import type { Db } from "../ports.ts";
import { goesOutAt } from "./views.ts";

/** A run whose sum does not come out even: items × targets ≠ deliveries + recorded drops. Such a run is a bug. */
export type UnbalancedRun = {
  workspaceId: string;
  runId: string;
  mapId: string;
  expected: number;
  deliveries: number;
  drops: number;
};
/** Something past its deadline: the engine should have dealt with it by then. `since` is ISO 8601. */
export type Overdue = {
  workspaceId: string;
  kind: "expiry" | "lease" | "status" | "lookup" | "lane" | "run" | "look";
  subject: string;
  since: string;
};

/**
 * Proves items × targets = deliveries + drops for each finished run of the last `days` days (one workspace, or all where null).
 * Gives the runs for which it does not hold, 1,000 at most.
 */
export async function unbalancedRuns(db: Db, workspaceId: string | null, days = 7): Promise<UnbalancedRun[]> {
  const { rows } = await sql<UnbalancedRun>`
    select * from (
      select r.workspace_id as "workspaceId", r.id as "runId", r.map_id as "mapId",
        coalesce((select sum(value::int) from jsonb_each_text(r.targets)), 0)::int as expected,
        (select count(*)::int from delivery d where d.workspace_id = r.workspace_id and d.run_id = r.id and d.occasion not like ${`${byPerson}%`}
          and d.id between r.first_delivery and r.last_delivery) as deliveries,
        (select count(*)::int from drop p where p.workspace_id = r.workspace_id and p.run_id = r.id and r.targets ? p.node_id) as drops
      from run r where r.state = 'done' and r.finished_at > now() - make_interval(days => ${days})
        and (${workspaceId}::uuid is null or r.workspace_id = ${workspaceId}::uuid)
    ) as sums where expected <> deliveries + drops limit 1000`.execute(db);
  return rows;
}

/** Everything that waits longer than the engine should let it, 1,000 of a kind at most. */
export async function overdue(db: Db, workspaceId: string | null): Promise<Overdue[]> {
  const mine = (table: string) =>
    sql`(${workspaceId}::uuid is null or ${sql.ref(`${table}.workspace_id`)} = ${workspaceId}::uuid)`;
  const { rows } = await sql<Overdue>`
    (select d.workspace_id as "workspaceId", 'expiry' as kind, 'delivery/' || d.id as subject, d.expires_at as since from delivery d
      where d.state in ('held','ready','retry_wait') and d.expires_at < now() - interval '2 minutes' and ${mine("d")} limit 1000)
    union all
    (select d.workspace_id, 'lease', 'delivery/' || d.id, d.lease_until from delivery d
      where d.state = 'sending' and d.lease_until < now() - interval '1 minute' and ${mine("d")} limit 1000)
    union all
    (select d.workspace_id, 'status', 'delivery/' || d.id, d.lease_until from delivery d
      where d.state = 'processing' and d.lease_until < now() - interval '5 minutes' and ${mine("d")} limit 1000)
    union all
    (select d.workspace_id, 'lookup', 'delivery/' || d.id, d.settled_at from delivery d
      where d.state = 'unknown' and d.reason_code is distinct from 'ask_person' and d.settled_at < now() - interval '3 hours' and ${mine("d")} limit 1000)
    union all
    (select l.workspace_id, 'lane', 'account/' || l.account_id, l.next_at from lane l join workspace w on w.id = l.workspace_id
      where l.next_at < now() - interval '5 minutes' and w.stopped_at is null and ${mine("l")} limit 1000)
    union all
    (select r.workspace_id, 'run', 'run/' || r.id, r.due_at from run r
      where r.state in ('waiting','polling','scheduling') and r.due_at < now() - interval '30 minutes' and ${mine("r")} limit 1000)
    union all
    (select k.workspace_id, 'look', 'map/' || k.map_id, k.until from look k
      where k.slot is not null and k.until < now() - interval '5 minutes' and ${mine("k")} limit 1000)`.execute(db);
  return rows;
}

/** How a workspace's ledger fares, for the page of health. `due`: what goes out now, not what its lane lets wait. */
export async function ledgerHealth(
  db: Db,
  workspaceId: string,
): Promise<{ lanes: number; due: number; late: number; unknown: number; held: number; unbalancedRuns: number }> {
  const { rows } = await sql<{ lanes: number; due: number; unknown: number; held: number }>`
    select (select count(*)::int from lane l where l.workspace_id = ${workspaceId} and l.next_at is not null) as lanes,
      (select count(*)::int from lane l join delivery d on d.workspace_id = l.workspace_id and d.account_id = l.account_id
        where l.workspace_id = ${workspaceId} and d.state in ('ready','retry_wait') and d.due_at <= now() and ${goesOutAt} <= now()) as due,
      (select count(*)::int from delivery d where d.workspace_id = ${workspaceId} and d.state = 'unknown') as unknown,
      (select count(*)::int from delivery d where d.workspace_id = ${workspaceId} and d.state = 'held') as held`.execute(
    db,
  );
  const [late, unbalanced] = [await overdue(db, workspaceId), await unbalancedRuns(db, workspaceId)];
  return {
    ...(rows[0] ?? { lanes: 0, due: 0, unknown: 0, held: 0 }),
    late: late.length,
    unbalancedRuns: unbalanced.length,
  };
}
