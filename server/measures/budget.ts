import { sql } from "kysely";
import type { Budget } from "#engine/network.ts";
import type { Services } from "../ports.ts";
import { timeNow } from "../time/clock.ts";

/**
 * Spends one call of an account's budget for readings, which is apart from that for posts. Gives null where there was one left, else
 * when there is again, milliseconds since the epoch.
 */
export async function spendReading(
  { db, clock }: Pick<Services, "db" | "clock">,
  { workspaceId, accountId }: { workspaceId: string; accountId: string },
  budget: Budget,
): Promise<number | null> {
  const { rows } = await sql<{ spent: boolean; end: number }>`
    with at as (select to_timestamp(floor(extract(epoch from ${timeNow(clock)}) / ${budget.seconds}::int) * ${budget.seconds}::int) as start),
    spent as (
      insert into budget as b (workspace_id, scope, window_start, used) select ${workspaceId}::uuid, ${`readings/${accountId}`}, start, 1 from at
      on conflict (workspace_id, scope, window_start) do update set used = b.used + 1 where b.used < ${budget.calls}::int
      returning 1)
    select exists (select from spent) as spent, (extract(epoch from start) * 1000)::float8 + ${budget.seconds * 1000}::float8 as end from at`.execute(
    db,
  );
  const [row] = rows;
  return row === undefined || row.spent ? null : row.end;
}
