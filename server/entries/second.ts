import { sql } from "kysely";
import type { Db, Trx } from "../ports.ts";

/**
 * Whether what somebody plans for the company or its people needs another person's yes: where the workspace wishes it, as long as there is somebody
 * else who can give it. `planner` null: who planned it is gone.
 */
export async function needsSecond(db: Db | Trx, workspaceId: string, planner: string | null): Promise<boolean> {
  const { rows } = await sql<{ needed: boolean }>`select w.entry_second and exists (select from member m
      where m.workspace_id = w.id and m.disabled_at is null and m.role in ('admin','manager') and m.id is distinct from ${planner}::uuid) as needed
    from workspace w where w.id = ${workspaceId}`.execute(db);
  return rows[0]?.needed === true;
}
