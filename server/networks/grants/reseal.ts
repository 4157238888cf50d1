import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { usualConnection } from "#engine/network.ts";
import { inWorkspace } from "../../database/scope.ts";
import type { NetworkServices } from "../services.ts";
import { reasonOf } from "../oauth.ts";
import { accountPlace, sealAccess } from "../seal.ts";

export type ResealServices = Pick<NetworkServices, "db" | "vault" | "nodes" | "log">;

/** Accounts that are read at a time. */
const batch = 100;

/**
 * Seals the tokens of accounts that are older than grants again, each into a grant of its own. Account by account, each in one
 * transaction: killed at any moment, the next start goes on, and meanwhile the token is read where it is. Answers how many
 * were. One that does not open stays as it is, for a person to see. `stop` ends it between two accounts.
 */
export async function resealAll(services: ResealServices, stop: () => boolean = () => false): Promise<number> {
  let count = 0;
  for (let after = ""; ;) {
    const rows = await old(services, after);
    for (const { workspace_id, id } of rows) {
      if (stop()) return count;
      try {
        if (await inWorkspace(workspace_id, () => resealAccount(services, workspace_id, id))) count += 1;
      } catch (error) {
        services.log.error(
          { accountId: id, reason: reasonOf(error) },
          "an account's old token could not be sealed again",
        );
      }
    }
    const last = rows.at(-1);
    if (last === undefined || stop()) return count;
    after = last.id;
  }
}

async function old({ db }: ResealServices, after: string) {
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    select workspace_id, id from account where grant_id is null and sealed_token is not null
      and id > ${after === "" ? "00000000-0000-0000-0000-000000000000" : after}::uuid
    order by id limit ${batch}`.execute(db);
  return rows;
}

/**
 * One account's token, into a grant. False where there is nothing to do: it was done, or its network is not known here; or it cannot be
 * done now: an older process is about to renew the token.
 */
export async function resealAccount(
  services: ResealServices,
  workspaceId: string,
  accountId: string,
): Promise<boolean> {
  const { db, vault, nodes } = services;
  const row = await db
    .selectFrom("account")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", accountId)
    .where("grant_id", "is", null)
    .where("state", "<>", "disconnected")
    .executeTakeFirst();
  const network = row === undefined ? undefined : nodes.networks.get(row.network);
  if (row === undefined || row.sealed_token === null || network === undefined) return false;
  const open = (field: "token" | "refresh", sealed: Buffer) =>
    vault.open(workspaceId, accountPlace(accountId, field), sealed);
  const access = {
    token: await open("token", row.sealed_token),
    refresh: row.sealed_refresh === null ? null : await open("refresh", row.sealed_refresh),
    expiresAt: row.token_expires_at === null ? null : Date.parse(row.token_expires_at),
    scopes: [],
  };
  const grantId = randomUUID();
  const sealed = await sealAccess(services, workspaceId, grantId, access);
  return db.transaction().execute(async (trx) => {
    // The very bytes that were opened, and nobody about to change them.
    const found = await sql`
      select from account where workspace_id = ${workspaceId} and id = ${accountId} and grant_id is null and state <> 'disconnected'
        and sealed_token = ${row.sealed_token} and (refreshing_until is null or refreshing_until < clock_timestamp()) for update`.execute(
      trx,
    );
    if (found.rows.length === 0) return false;
    await trx
      .insertInto("network_grant")
      .values({
        workspace_id: workspaceId,
        id: grantId,
        network: row.network,
        connection: usualConnection(network).name,
        server: row.server,
        subject: row.remote_id,
        member_id: row.member_id,
        given_by: row.member_id,
        client_id: row.client_id,
        state: row.state === "connected" ? "live" : "dead",
        ...sealed,
      })
      .execute();
    await trx
      .updateTable("account")
      .set({
        grant_id: grantId,
        sealed_token: null,
        sealed_refresh: null,
        token_expires_at: null,
        refreshing_until: null,
      })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", accountId)
      .execute();
    return true;
  });
}
