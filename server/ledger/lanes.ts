import { sql } from "kysely";
import type { Lane } from "#engine/lane.ts";
import { ring } from "../database/bell.ts";
import type { Db, Trx } from "../ports.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** What is rung when lanes have something to do now. */
export const lanesBell = "relaymap_lanes";

export type Taken = {
  lanes: Lane[];
  /** Milliseconds until the next lane wants to be drained; null: none does. */
  soonest: number | null;
};

/**
 * Takes lanes that want to be drained now, the longest waiting first. Each is put off by `lease` milliseconds, so that a lane whose
 * drainer dies comes back by itself; the gate puts it off further while it is drained. `except`: accounts whose lanes are being drained
 * here. Processes that look at once take different lanes.
 */
export async function takeDueLanes(
  db: Db,
  { limit, lease, except = [], ...options }: { limit: number; lease: number; except?: string[] } & SweepOptions,
): Promise<Taken> {
  const { rows } = await sql<{ lanes: Lane[] | null; soonest: number | null }>`
    with due as (
      select n.workspace_id, n.account_id from lane n join workspace w on w.id = n.workspace_id
      where n.next_at <= ${moment(options)} and w.stopped_at is null and n.account_id <> all(${except}::uuid[])
      order by n.next_at limit ${limit} for update of n skip locked
    ), taken as (
      update lane l set next_at = ${moment(options)} + make_interval(secs => ${lease / 1000}) from due
      where l.workspace_id = due.workspace_id and l.account_id = due.account_id
      returning l.workspace_id, l.account_id
    )
    select (select jsonb_agg(jsonb_build_object('workspaceId', workspace_id, 'accountId', account_id)) from taken) as lanes,
      (select extract(epoch from min(next_at) - ${moment(options)}) * 1000 from lane where next_at > ${moment(options)})::float8 as soonest`.execute(
    db,
  );
  const { lanes, soonest } = rows[0]!;
  return { lanes: lanes ?? [], soonest };
}

/** Whether a lane, other than these accounts', has been waiting for longer than `since` milliseconds for somebody to take it. */
export async function isCrowded(db: Db, { except, since }: { except: string[]; since: number }): Promise<boolean> {
  const { rows } = await sql<{
    crowded: boolean;
  }>`select exists (select from lane n join workspace w on w.id = n.workspace_id
    where n.next_at <= now() - make_interval(secs => ${since / 1000}) and w.stopped_at is null and n.account_id <> all(${except}::uuid[])) as crowded`.execute(
    db,
  );
  return rows[0]!.crowded;
}

/** A lane wants its next turn, behind the others: at once, or at a time of the ledger's clock (milliseconds). */
export async function wakeLane(db: Db, lane: Lane, at: number | null): Promise<void> {
  const time = at === null ? null : new Date(at).toISOString();
  await sql`update lane set next_at = least(next_at, coalesce(${time}::timestamptz, clock_timestamp()))
    where workspace_id = ${lane.workspaceId} and account_id = ${lane.accountId}`.execute(db);
  if (at === null) await ring(db, lanesBell);
}

/** The lane has something to do now, which may stand before what it reached: it looks from its beginning. */
export async function dueNow(
  trx: Trx,
  workspaceId: string,
  accountId: string,
  options: SweepOptions = {},
): Promise<void> {
  await sql`insert into lane (workspace_id, account_id, next_at) values (${workspaceId}, ${accountId}, ${moment(options)})
    on conflict (workspace_id, account_id) do update set next_at = least(lane.next_at, excluded.next_at), reached_at = null, reached_id = null`.execute(
    trx,
  );
  await ring(trx, lanesBell);
}
