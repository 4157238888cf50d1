import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Text } from "#engine/text.ts";
import { record } from "../../audit.ts";
import { holdForAccess } from "../../ledger/access.ts";
import type { Trx } from "../../ports.ts";
import type { NetworkServices } from "../services.ts";
import { lockLanes, type GrantRow } from "./grant.ts";

/**
 * The network will not have us any more: all accounts of the grant have to be connected again, and what was queued waits for
 * that. `why`, where somebody said it, stands on each account until it is connected. One line in the audit log, however many accounts there are.
 */
export async function parkGrant(services: Pick<NetworkServices, "db">, row: GrantRow, why: Text | null): Promise<void> {
  const { workspace_id: workspaceId, id } = row;
  await services.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update network_grant set state = 'dead', refreshing_until = null
      where workspace_id = ${workspaceId} and id = ${id} and epoch = ${row.epoch} and state = 'live'`.execute(trx);
    if (numAffectedRows !== 1n) return;
    await lockLanes(trx, workspaceId, { grantId: id });
    const parked = await trx
      .updateTable("account")
      .set({ state: "reconnect", lost: spell(why) })
      .where("workspace_id", "=", workspaceId)
      .where("grant_id", "=", id)
      .where("state", "=", "connected")
      .returning(["id", "handle"])
      .execute();
    await holdForAccess(
      trx,
      workspaceId,
      parked.map((account) => account.id),
    );
    const detail = {
      network: row.network,
      accounts: parked.slice(0, 20).map(({ handle }) => handle),
      count: parked.length,
    };
    await record(trx, { workspaceId, memberId: null, action: "grant.lost", subject: `grant/${id}`, detail });
  });
}

/** One account is no longer opened by its grant; those beside it go on. In a transaction that holds the account's lane. */
export async function parkAccount(trx: Trx, workspaceId: string, accountId: string): Promise<void> {
  const account = await trx
    .updateTable("account")
    .set({ state: "reconnect", lost: spell(notOpened) })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", accountId)
    .where("state", "=", "connected")
    .returning(["network", "handle"])
    .executeTakeFirst();
  if (account === undefined) return;
  await holdForAccess(trx, workspaceId, [accountId]);
  const subject = `account/${accountId}`;
  await record(trx, { workspaceId, memberId: null, action: "account.lost", subject, detail: account });
}

const spell = (why: Text | null): string | null =>
  why === null ? null : JSON.stringify({ en: clean(why.en), fr: clean(why.fr) });

const notOpened: Text = {
  en: "The sign-in that opened this account no longer opens it: the role on it may have been taken away, or it was unticked on the network’s page.",
  fr: "La connexion qui ouvrait ce compte ne l’ouvre plus : le rôle a peut-être été retiré, ou le compte décoché sur la page du réseau.",
};
