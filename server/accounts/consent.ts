import type { Mode } from "#engine/mode.ts";
import { record } from "../audit.ts";
import type { Trx } from "../ports.ts";

/** Withdraws what held and writes the new choice with its receipt. */
export async function writeMode(
  trx: Trx,
  actor: { workspaceId: string; memberId: string },
  accountId: string,
  choice: { mode: Mode; until?: string | undefined },
  receipt: Record<string, unknown>,
): Promise<void> {
  const { workspaceId, memberId } = actor;
  await trx
    .updateTable("consent")
    .set((eb) => ({ withdrawn_at: eb.fn<string>("clock_timestamp") }))
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("withdrawn_at", "is", null)
    .execute();
  await trx
    .insertInto("consent")
    .values({
      workspace_id: workspaceId,
      account_id: accountId,
      mode: choice.mode,
      granted_by: memberId,
      ends_at: choice.until ?? null,
      receipt: JSON.stringify(receipt),
    })
    .execute();
  await record(trx, {
    workspaceId,
    memberId,
    action: "account.mode",
    subject: `account/${accountId}`,
    detail: { mode: choice.mode, ...(choice.until ? { until: choice.until } : {}) },
  });
}
