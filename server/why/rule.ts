import { sql } from "kysely";
import { record } from "../audit.ts";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { traceDays } from "./trace.ts";

type Rule = Reply<"readTraceRule">;

/** Chunks by which it is told what an item's way takes: the newest. */
const measured = 200;

/** How long the ways of items are kept, and what they take: bytes an item, over the newest; null where there are none. */
export async function readTraceRule(db: Db, workspaceId: string): Promise<Rule> {
  const { rows } = await sql<{ bytes: number | null }>`
    select (sum(octet_length(ways))::float8 / nullif(sum(items), 0)) as bytes from (
      select ways, items from trace where workspace_id = ${workspaceId} order by at desc limit ${measured}) t`.execute(
    db,
  );
  return { days: await traceDays(db, workspaceId), bytes: rows[0]?.bytes ?? null };
}

/** Sets it; logged. What is older goes with the next round. */
export async function saveTraceRule(
  db: Db,
  actor: { workspaceId: string; memberId: string },
  days: number,
): Promise<Rule> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("workspace").set({ trace_days: days }).where("id", "=", workspaceId).execute();
    const detail = { days };
    await record(trx, { ...actor, action: "workspace.traces", subject: `workspace/${workspaceId}`, detail });
  });
  return readTraceRule(db, workspaceId);
}
