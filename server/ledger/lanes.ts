import { sql } from "kysely";
import type { Lane } from "#engine/lane.ts";
import { ring } from "../database/bell.ts";
import type { Db, Trx } from "../ports.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** What is rung when lanes have something to do now. */
export const lanesBell = "relaymap_lanes";

export type Taken = {
  lanes: Lane[];
  /** Milliseconds until the next lane wants to be drained, or may be taken beyond our share; null: none does. */
  soonest: number | null;
  /** Lanes that we hold beyond our share, and that another worker should have. */
  surplus: number;
};

/** A process that drains lanes, and which ones it drains already (accounts). */
export type Taker = { id: string; drains: readonly string[] };

/** A lane that has been waiting for so long is anybody's, whatever their share: whoever should have taken it is busy. Milliseconds. */
const patience = 500;
/** Who has not looked for so long has no share; after a minute they are forgotten. Milliseconds. */
const absence = 15_000;

/**
 * Takes lanes that want to be drained now, the longest waiting first: of all that are drained or wait no more than this worker's share,
 * but any that nobody else took in half a second. Each is put off by `lease` milliseconds, so that a lane whose drainer dies comes back
 * by itself; the gate puts it off further while it is drained. Processes that look at once take different lanes.
 */
export async function takeDueLanes(
  db: Db,
  { taker, limit, lease, ...options }: { taker: Taker; limit: number; lease: number } & SweepOptions,
): Promise<Taken> {
  const now = moment(options);
  const { id, drains } = taker;
  const mine = drains.length;
  const { rows } = await sql<{ lanes: Lane[] | null; soonest: number | null; surplus: number }>`
    with others as materialized (
      select count(*)::int as count, coalesce(sum(lanes), 0)::int as lanes from worker
      where id <> ${id} and seen_at > ${now} - make_interval(secs => ${absence / 1000})
    ), waiting as materialized (
      select count(*)::int as count from (select from lane n join workspace w on w.id = n.workspace_id
        where n.next_at <= ${now} and w.stopped_at is null and n.account_id <> all(${drains}::uuid[]) limit 1000) n
    ), share as materialized (
      select ceil((${mine}::int + others.lanes + waiting.count)::float8 / (others.count + 1))::int - ${mine}::int as more from others, waiting
    ), due as (
      select n.workspace_id, n.account_id from lane n join workspace w on w.id = n.workspace_id
      where n.next_at <= ${now} - case when (select more from share) > 0 then interval '0' else make_interval(secs => ${patience / 1000}) end
        and w.stopped_at is null and n.account_id <> all(${drains}::uuid[])
      order by n.next_at limit (select case when more > 0 then least(more, ${limit}::int) else ${limit}::int end from share) for update of n skip locked
    ), taken as (
      update lane l set next_at = ${now} + make_interval(secs => ${lease / 1000}) from due
      where l.workspace_id = due.workspace_id and l.account_id = due.account_id
      returning l.workspace_id, l.account_id
    ), noted as (
      insert into worker (id, seen_at, lanes) select ${id}, ${now}, ${mine}::int + count(*) from taken
      on conflict (id) do update set seen_at = excluded.seen_at, lanes = excluded.lanes
    )
    select (select jsonb_agg(jsonb_build_object('workspaceId', workspace_id, 'accountId', account_id)) from taken) as lanes,
      case when (select count from waiting) > (select count(*) from taken) then ${patience / 2}::float8
        else (select extract(epoch from min(next_at) - ${now}) * 1000 from lane where next_at > ${now})::float8 end as soonest,
      (select greatest(-more, 0) from share) as surplus`.execute(db);
  const { lanes, soonest, surplus } = rows[0]!;
  return { lanes: lanes ?? [], soonest, surplus };
}

/** A worker ends: the others have its share at once. */
export async function leave(db: Db, id: string): Promise<void> {
  await sql`delete from worker where id = ${id}`.execute(db);
}

/** Forgets workers that ended without a word. */
export async function forgetWorkers(db: Db): Promise<void> {
  await sql`delete from worker where seen_at < now() - interval '1 minute'`.execute(db);
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
