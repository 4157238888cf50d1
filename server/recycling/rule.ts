import { sql } from "kysely";
import type { Returning } from "#engine/evergreen.ts";
import type { Db, Trx } from "../ports.ts";

export type Rule = Returning & { of: string | null; rests: "words" | "over" | null; zone: string };

/** How an entry comes back; null: it does not. */
export async function ruleOf(db: Db | Trx, workspaceId: string, entry: string): Promise<Rule | null> {
  const { rows } = await sql<Rule>`
    select g.gap_days as gap, g.months, to_char(g.ends, 'YYYY-MM-DD') as ends, g.of_key as of, g.rests, w.zone
    from evergreen g join workspace w on w.id = g.workspace_id where g.workspace_id = ${workspaceId} and g.entry_id = ${entry}`.execute(
    db,
  );
  return rows[0] ?? null;
}
