import { sql } from "kysely";
import { record } from "../audit.ts";
import type { Trx } from "../ports.ts";

type Actor = { workspaceId: string; memberId: string };

/** Asks a colleague to take an account of the company over: it waits for them until they do. */
export async function handOver(
  trx: Trx,
  actor: Actor,
  { accountId, to }: { accountId: string; to: string },
): Promise<void> {
  const { workspaceId, memberId } = actor;
  await sql`
    insert into handover (workspace_id, account_id, member_id, asked_by) values (${workspaceId}, ${accountId}, ${to}, ${memberId})
    on conflict (workspace_id, account_id) do update set member_id = excluded.member_id, asked_by = excluded.asked_by, asked_at = now()`.execute(
    trx,
  );
  await record(trx, { ...actor, action: "account.handover", subject: `account/${accountId}`, detail: { to } });
}
