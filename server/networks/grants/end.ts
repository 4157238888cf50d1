import { sql } from "kysely";
import type { Trx } from "../../ports.ts";
import type { NetworkServices } from "../services.ts";
import { giveBack, openGrant, type GrantRow } from "./grant.ts";

/** Locks grants before anything of theirs changes: two who leave at once with the last two accounts of one see each other here. */
export function lockGrants(trx: Trx, workspaceId: string, ids: readonly string[]): Promise<GrantRow[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return trx
    .selectFrom("network_grant")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Ends those grants, locked before, of which no account is open any more: nothing secret of them is left here. Answers them as they were. */
export async function endEmpty(trx: Trx, grants: readonly GrantRow[]): Promise<GrantRow[]> {
  const ended = [];
  for (const grant of grants) {
    const { workspace_id, id } = grant;
    const { numAffectedRows } = await sql`
      update network_grant g set state = 'ended', ended_at = clock_timestamp(), sealed_token = null, sealed_refresh = null, sealed_fields = null,
        token_expires_at = null, refreshing_until = null, epoch = epoch + 1
      where workspace_id = ${workspace_id} and id = ${id} and state <> 'ended'
        and not exists (select from account where workspace_id = ${workspace_id} and grant_id = ${id})`.execute(trx);
    if (numAffectedRows === 1n) ended.push(grant);
  }
  return ended;
}

/** Gives grants that were ended here back to their networks, with what their rows held before. True where each was one and says so. */
export async function revokeEnded(services: NetworkServices, grants: readonly GrantRow[]): Promise<boolean> {
  let revoked = grants.length > 0;
  for (const row of grants) revoked = (await revoke(services, row)) && revoked;
  return revoked;
}

async function revoke(services: NetworkServices, row: GrantRow): Promise<boolean> {
  try {
    const opened = await openGrant(services, row);
    if (opened === null) return false;
    return await giveBack(services, opened.place, { grant: opened.grant, subject: row.subject, except: row.id });
  } catch {
    return false; // An app that is gone, or a token that does not open: there is nothing left here to revoke with.
  }
}
