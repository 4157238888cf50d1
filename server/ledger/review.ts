import { sql } from "kysely";
import { record } from "../audit.ts";
import type { Db } from "../ports.ts";
import { ring } from "../database/bell.ts";
import { lanesBell } from "./lanes.ts";
import { waitsForLead } from "./reposts.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/**
 * Releases or cancels what the flood protection or a changed target holds on a map. What is released goes to the state it would
 * have had: ready, or a proposal, or on hold with a paused owner or a lost access; and it counts as wanted by the live version. Gives how many.
 */
export async function reviewMap(
  db: Db,
  input: { workspaceId: string; memberId: string; mapId: string; answer: "release" | "cancel" } & SweepOptions,
): Promise<number> {
  const { workspaceId, memberId, mapId, answer } = input;
  return db.transaction().execute(async (trx) => {
    const which = sql`d.workspace_id = ${workspaceId} and d.map_id = ${mapId} and d.state = 'held' and d.reason_code in ('review','overflow')`;
    const { rows } =
      answer === "cancel"
        ? await sql<{ n: number }>`
            with done as (update delivery d set state = 'cancelled', reason_code = 'cancelled', reason = null, settled_at = ${moment(input)} where ${which} returning 1)
            select count(*)::int as n from done`.execute(trx)
        : await sql<{ n: number }>`
            with choice as (
              select d.id, m.live_version, coalesce(${waitsForLead}, ledger_hold(a.state, k.mode, d.approved_at is not null, d.machine is not null, ledger_charter(d.workspace_id, a.member_id))) as hold
              from delivery d join map m on m.workspace_id = d.workspace_id and m.id = d.map_id
              join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
              cross join lateral ledger_consent(d.workspace_id, d.account_id, d.topic, ${moment(input)}) k where ${which}
            ), done as (
              update delivery d set state = case when c.hold is null then 'ready' else 'held' end, reason_code = c.hold,
                reason = null, version = coalesce(c.live_version, d.version), due_at = greatest(d.due_at, ${moment(input)})
              from choice c where ${which} and d.id = c.id returning d.account_id, d.state
            ), woken as (
              insert into lane (workspace_id, account_id, next_at) select distinct ${workspaceId}::uuid, account_id, ${moment(input)} from done where state = 'ready' order by 2
              on conflict (workspace_id, account_id) do update set next_at = least(lane.next_at, excluded.next_at), reached_at = null, reached_id = null
            )
            select count(*)::int as n from done`.execute(trx);
    const count = rows[0]?.n ?? 0;
    if (answer === "release" && count > 0) await ring(trx, lanesBell);
    await record(trx, {
      workspaceId,
      memberId,
      action: "map.review",
      subject: `map/${mapId}`,
      detail: { answer, count },
    });
    return count;
  });
}
