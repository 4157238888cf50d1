import { sql } from "kysely";
import type { Role } from "../api.ts";
import { record } from "../audit.ts";
import { endFollowing } from "../colleagues/agree.ts";
import { endPortraits } from "../portraits/end.ts";
import { inWorkspace } from "../database/scope.ts";
import { takeAway } from "../networks/grants/disconnect.ts";
import { revokeEnded } from "../networks/grants/end.ts";
import { revokeLinks } from "../notices/link.ts";
import type { GrantRow } from "../networks/grants/grant.ts";
import type { NetworkServices } from "../networks/services.ts";
import type { Trx } from "../ports.ts";
import { dropDevices } from "../push/devices.ts";
import { lockMember } from "./last.ts";

type Admin = { workspaceId: string; memberId: string };

/**
 * Changes a role or switches a person on or off. Off means that they left, at once: no session, no token (each is given back to its network after the commit),
 * no consent, and what waited for their accounts is cancelled with that reason. What they published stays on the networks. Coming back they
 * connect their accounts again themselves. 409 `last_admin` keeps one admin.
 */
export async function changeMember(
  services: NetworkServices,
  admin: Admin,
  id: string,
  change: { role?: Role | undefined; disabled?: boolean | undefined },
): Promise<void> {
  const ended = await services.db.transaction().execute(async (trx) => {
    const loses = (change.role !== undefined && change.role !== "admin") || change.disabled === true;
    const member = await lockMember(trx, admin.workspaceId, id, loses);
    await trx
      .updateTable("member")
      .set((eb) => ({
        role: change.role ?? member.role,
        disabled_at:
          change.disabled === undefined
            ? member.disabled_at
            : change.disabled
              ? eb.fn.coalesce("disabled_at", eb.fn<string>("clock_timestamp"))
              : null,
      }))
      .where("workspace_id", "=", admin.workspaceId)
      .where("id", "=", id)
      .execute();
    await record(trx, { ...admin, action: "member.change", subject: `member/${id}`, detail: { ...change } });
    return change.disabled === true && member.disabled_at === null ? (await leave(trx, admin, member)).ended : [];
  });
  await revokeEnded(services, ended);
}

/** At once: no session, no token, nothing that waits. The grants that ended, for `revokeEnded` after the commit. */
export async function leave(
  trx: Trx,
  admin: Admin,
  member: { id: string; user_id: string },
): Promise<{ ended: GrantRow[]; cancelled: number }> {
  await trx
    .deleteFrom("auth_session")
    .where("userId", "=", member.user_id)
    .where("workspaceId", "=", admin.workspaceId)
    .execute();
  await revokeLinks(trx, { workspaceId: admin.workspaceId, memberId: member.id });
  await dropDevices(trx, { workspaceId: admin.workspaceId, memberId: member.id });
  await endFollowing(trx, { workspaceId: admin.workspaceId, memberId: member.id });
  await endPortraits(trx, { workspaceId: admin.workspaceId, memberId: member.id });
  const accounts = await trx
    .selectFrom("account")
    .select("id")
    .where("workspace_id", "=", admin.workspaceId)
    .where("member_id", "=", member.id)
    .where("state", "<>", "disconnected")
    .orderBy("id")
    .execute();
  if (accounts.length === 0) return { ended: [], cancelled: 0 };
  const ids = accounts.map((account) => account.id);
  return takeAway(trx, admin, ids, "left");
}

/** Accounts that one round takes away; the next one goes on. */
const most = 50;

/**
 * Takes away accounts of people who are switched off: a connection that was under way when they left, or those who left before leaving meant
 * that. Gives how many.
 */
export async function endLeavers(services: NetworkServices): Promise<number> {
  const { rows } = await sql<{ workspace_id: string; member_id: string; ids: string[] }>`
    select workspace_id, member_id, array_agg(id order by id) as ids from (
      select a.workspace_id, a.member_id, a.id from member m join account a on a.workspace_id = m.workspace_id and a.member_id = m.id
      where m.disabled_at is not null and a.state <> 'disconnected' limit ${most}) left_behind
    group by 1, 2`.execute(services.db);
  for (const { workspace_id: workspaceId, member_id: memberId, ids } of rows)
    await inWorkspace(workspaceId, async () => {
      const { ended } = await services.db
        .transaction()
        .execute((trx) => takeAway(trx, { workspaceId, memberId }, ids, "left"));
      await revokeEnded(services, ended);
    });
  return rows.length;
}
