import { sql } from "kysely";
import type { Db } from "../ports.ts";
import { endsAs } from "./ends.ts";

/** Rows that one sweep changes at most; the next one goes on. */
const most = 5_000;

/**
 * `at`: the moment of the sweep where the database's own clock shall not be used (tests). `now()` is the statement's own moment here, and
 * unlike `clock_timestamp()` it lets the indexes find what is due.
 */
export type SweepOptions = { at?: string };
export const moment = ({ at }: SweepOptions) => sql`coalesce(${at ?? null}::timestamptz, now())`;

/**
 * A `sending` whose lease ended becomes `unknown`, never `ready`: its sender may have sent. Its lane is woken, to see that it is
 * blocked for a while. Gives how many.
 */
export async function recover(db: Db, options: SweepOptions = {}): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with lost as (
      update delivery d set state = 'unknown', reason_code = 'lost', reason = null, settled_at = ${moment(options)}, lease_until = null
      where (d.workspace_id, d.id) in (select workspace_id, id from delivery where state = 'sending' and lease_until < ${moment(options)}
        order by lease_until limit ${most} for update skip locked) and d.state = 'sending'
      returning d.workspace_id, d.id, d.epoch, d.account_id
    ), noted as (
      update attempt t set outcome = 'lost', settled_at = ${moment(options)} from lost
      where t.workspace_id = lost.workspace_id and t.delivery_id = lost.id and t.epoch = lost.epoch and t.outcome is null
    ), woken as (
      update lane l set next_at = ${moment(options)} from lost where l.workspace_id = lost.workspace_id and l.account_id = lost.account_id
    )
    select count(*)::int as n from lost`.execute(db);
  return rows[0]?.n ?? 0;
}

/** What passed its deadline unsent expires, whatever it was waiting for; so does the rest of what is partly out. Gives how many. */
export async function expire(db: Db, options: SweepOptions = {}): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery d set ${endsAs("expired", sql`case when d.reason_code = 'crisis' then 'crisis_late' else 'expired' end`)}, settled_at = ${moment(options)}
    where (d.workspace_id, d.id) in (select workspace_id, id from delivery where state in ('held','ready','retry_wait')
      and expires_at <= ${moment(options)} order by expires_at limit ${most} for update skip locked)`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Holds whose cause is gone end by themselves: the account was connected again or resumed, the map goes on, the target is on again, the charter was accepted. Where the owner
 * asks to be asked now, the hold becomes a proposal; but nobody is asked for the rest of what is partly out: it is not sent. Gives how many.
 */
export async function release(db: Db, options: SweepOptions = {}): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with waiting as (
      select d.workspace_id, d.id, d.reason_code, ledger_hold(a.state, c.mode, d.approved_at is not null, d.machine is not null, ledger_charter(d.workspace_id, a.member_id)) as hold
      from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      cross join lateral ledger_consent(d.workspace_id, d.account_id, d.topic, ${moment(options)}) c
      left join map m on m.workspace_id = d.workspace_id and m.id = d.map_id
      where d.state = 'held' and d.reason_code in ('reconnect','paused','map_paused','target_off','charter')
        and a.state = 'connected' and (m.state is null or m.state <> 'paused')
        and (d.reason_code <> 'target_off' or ledger_target(d.workspace_id, d.map_id, d.version, m.live_version, d.node_id) is distinct from 'off')
    ), freed as (
      update delivery d set state = case when w.hold is null then 'ready' when d.part > 0 and w.hold <> 'charter' then 'published' else 'held' end,
        reason_code = case when d.part > 0 and w.hold <> 'charter' then 'rest_' || w.hold else w.hold end,
        reason = null, due_at = greatest(d.due_at, ${moment(options)}),
        settled_at = case when d.part > 0 and w.hold <> 'charter' then ${moment(options)} else d.settled_at end
      from waiting w where d.workspace_id = w.workspace_id and d.id = w.id and d.state = 'held' and d.reason_code = w.reason_code
        and w.hold is distinct from 'paused' and w.hold is distinct from w.reason_code
      returning d.workspace_id, d.account_id, d.state
    ), woken as (
      update lane l set next_at = least(l.next_at, ${moment(options)}), reached_at = null, reached_id = null from (select distinct workspace_id, account_id from freed where state = 'ready') f
      where l.workspace_id = f.workspace_id and l.account_id = f.account_id
    )
    select count(*)::int as n from freed`.execute(db);
  return rows[0]?.n ?? 0;
}
