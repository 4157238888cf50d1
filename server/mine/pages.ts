import { sql } from "kysely";
import { record } from "../audit.ts";
import type { GrantRow } from "../networks/grants/grant.ts";
import { lockLanes } from "../networks/grants/grant.ts";
import { endEmpty, lockGrants } from "../networks/grants/end.ts";
import { holdForAccess } from "../ledger/access.ts";
import type { Db, Trx } from "../ports.ts";

export type Page = { id: string; network: string; name: string };

/**
 * Accounts of the company that are opened by somebody's own sign-in at a network (pages that they manage there). Those that are opened as themselves,
 * or by an address that the company entered, need nobody: they go on.
 */
export async function pagesOf(db: Db | Trx, workspaceId: string, memberId: string): Promise<Page[]> {
  const { rows } = await sql<Page>`
    select a.id, a.network, a.name from network_grant g join account a on a.workspace_id = g.workspace_id and a.grant_id = g.id
    where g.workspace_id = ${workspaceId} and g.given_by = ${memberId} and g.member_id is null and a.member_id is null
      and a.state <> 'disconnected' and a.kind <> 'channel'
      and not exists (select from account self where self.workspace_id = g.workspace_id and self.grant_id = g.id and self.remote_id = g.subject)
    order by a.network, a.name limit 500`.execute(db);
  return rows;
}

/**
 * The sign-in by which they were opened goes with whoever leaves: the accounts stay the company's and wait to be connected by somebody else, what is
 * queued with them, and no yes that was given for them before counts for automatic posts. Gives the grants that ended, for `revokeEnded`.
 */
export async function releasePages(
  trx: Trx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  pages: readonly Page[],
): Promise<GrantRow[]> {
  if (pages.length === 0) return [];
  const ids = pages.map(({ id }) => id);
  const { rows } = await sql<{ id: string }>`
    select distinct grant_id as id from account where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and grant_id is not null`.execute(
    trx,
  );
  const grants = await lockGrants(
    trx,
    workspaceId,
    rows.map(({ id }) => id),
  );
  await lockLanes(trx, workspaceId, { accountIds: ids });
  await sql`
    update account set state = 'reconnect', grant_id = null, sealed_token = null, sealed_refresh = null, token_expires_at = null,
      refreshing_until = null, token_epoch = token_epoch + 1, lost = ${JSON.stringify(opened)}::jsonb
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(trx);
  await sql`
    update consent set withdrawn_at = clock_timestamp()
    where workspace_id = ${workspaceId} and account_id = any(${ids}::uuid[]) and mode = 'auto' and withdrawn_at is null`.execute(
    trx,
  );
  await holdForAccess(trx, workspaceId, ids);
  for (const { id, network } of pages)
    await record(trx, {
      workspaceId,
      memberId,
      action: "account.release",
      subject: `account/${id}`,
      detail: { network },
    });
  return endEmpty(trx, grants);
}

const opened = {
  en: "Whoever connected this page no longer takes part. Somebody else who manages it connects it again; what waits goes out then, in order.",
  fr: "La personne qui avait connecté cette page ne participe plus. Quelqu’un d’autre qui la gère la reconnecte ; ce qui attend part alors, dans l’ordre.",
};
