import { sql } from "kysely";
import { record } from "../audit.ts";
import type { Db } from "../ports.ts";

/**
 * The global stop of a workspace. It waits for the gates in flight (`sql/fence.sql`), so that once this resolves
 * nothing more passes; calls that have passed the gate come to their end.
 */
export async function setStop(
  db: Db,
  input: { workspaceId: string; memberId: string; on: boolean; reason: string },
): Promise<void> {
  const { workspaceId, memberId, on, reason } = input;
  await db.transaction().execute(async (trx) => {
    await (
      on
        ? sql`update workspace set stopped_at = now(), stopped_by = ${memberId}, stop_reason = ${reason} where id = ${workspaceId} and stopped_at is null`
        : sql`update workspace set stopped_at = null, stopped_by = null, stop_reason = null where id = ${workspaceId}`
    ).execute(trx);
    await record(trx, {
      workspaceId,
      memberId,
      action: on ? "workspace.stop" : "workspace.go",
      subject: `workspace/${workspaceId}`,
      detail: { reason },
    });
  });
}
