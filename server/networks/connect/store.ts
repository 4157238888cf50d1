import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type Access, type Network, type OpenedAccount, usualConnection } from "#engine/network.ts";
import { autoBarred } from "../../accounts/attest.ts";
import type { Services, Trx } from "../../ports.ts";
import { endEmpty, lockGrants } from "../grants/end.ts";
import { lockLanes, type GrantRow } from "../grants/grant.ts";
import { accountPlace, sealAccess, type SealedAccess } from "../seal.ts";
import { timeOf } from "../../time/clock.ts";
import { signInAgain } from "./failure.ts";
import { Rival, writeAccount, type AccountToWrite, type Opening } from "./account.ts";

export type StoreServices = Pick<Services, "db" | "vault" | "clock" | "nodes">;
export type StoreInput = Opening & {
  /** The connection's name on the network's card. */
  connection: string;
  /** The network's own id of who is behind it, and how people know them. */
  subject: string;
  subjectName: string | null;
  /** null: the grant is there already and stays as it is; only its accounts change. */
  access: Access | null;
  /** Those that were chosen. */
  accounts: readonly OpenedAccount[];
};
/** `left`: grants of which nothing is open any more, as they were; the network has not been asked yet to forget them. */
export type Stored = { grantId: string; accounts: { accountId: string; handle: string }[]; left: GrantRow[] };

/**
 * Stores what a network gave with the accounts that were chosen of it, or renews both. One transaction: grant, accounts, lanes,
 * first consents, audit; every account of the grant has a new login afterwards. An account of the grant that was not chosen
 * this time stays as it was. Throws AppError `account_taken` where one belongs to somebody else here: then nothing is stored.
 */
export async function storeGrant(services: StoreServices, input: StoreInput): Promise<Stored> {
  // Tokens are sealed for ids before the transaction; a rival who made grant or account meanwhile costs one more turn.
  for (let turn = 0; turn < 5; turn += 1) {
    const { workspaceId } = input;
    const grantId = (await findGrant(services.db, input)) ?? randomUUID();
    const sealed = input.access === null ? null : await sealAccess(services, workspaceId, grantId, input.access);
    const known = await findAccounts(services.db, input);
    const accounts = await Promise.all(
      input.accounts.map(async (account): Promise<AccountToWrite> => {
        const id = known.get(account.remoteId)?.id ?? randomUUID();
        const { token } = account;
        const own =
          token === undefined ? null : await services.vault.seal(workspaceId, accountPlace(id, "token"), token);
        return { id, grantId, account, token: own };
      }),
    );
    accounts.sort((a, b) => (a.id < b.id ? -1 : 1));
    const ids = accounts.map(({ id }) => id);
    const others = new Set([...known.values()].flatMap(({ grant }) => (grant === null ? [] : [grant])));
    others.delete(grantId);
    try {
      const left = await services.db.transaction().execute(async (trx) => {
        const before = await lockGrants(trx, workspaceId, [...others, grantId]);
        if (sealed !== null) await writeGrant(trx, input, grantId, sealed);
        else if (!before.some(({ id, state }) => id === grantId && state === "live")) throw signInAgain();
        await lockLanes(trx, workspaceId, { grantId, accountIds: ids });
        if (sealed !== null)
          await sql`
            update account set token_epoch = token_epoch + 1
            where workspace_id = ${workspaceId} and grant_id = ${grantId} and id <> all(${ids}::uuid[])`.execute(trx);
        for (const each of accounts) {
          const at = { network: input.network, kind: each.account.kind };
          const asks = await autoBarred(services, trx, workspaceId, at);
          await writeAccount(trx, input, { ...each, asks }, await timeOf(trx));
        }
        return await endEmpty(
          trx,
          before.filter(({ id }) => others.has(id)),
        );
      });
      return {
        grantId,
        accounts: accounts.map(({ id, account }) => ({ accountId: id, handle: account.handle })),
        left,
      };
    } catch (error) {
      if (!(error instanceof Rival)) throw error;
    }
  }
  throw new Error("The account kept changing while it was stored");
}

async function findGrant(db: Services["db"], input: StoreInput): Promise<string | null> {
  const row = await db
    .selectFrom("network_grant")
    .select("id")
    .where("workspace_id", "=", input.workspaceId)
    .where("network", "=", input.network)
    .where("connection", "=", input.connection)
    .where("server", "=", input.server)
    .where("subject", "=", input.subject)
    .where("member_id", "is not distinct from", input.memberId)
    .where("state", "<>", "ended")
    .executeTakeFirst();
  return row?.id ?? null;
}

async function findAccounts(db: Services["db"], { workspaceId, network, server, accounts }: StoreInput) {
  const rows = await db
    .selectFrom("account")
    .select(["id", "remote_id", "grant_id"])
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", network)
    .where("server", "=", server)
    .where("remote_id", "in", accounts.length === 0 ? [""] : accounts.map(({ remoteId }) => remoteId))
    .execute();
  return new Map(rows.map(({ id, remote_id, grant_id }) => [remote_id, { id, grant: grant_id }]));
}

async function writeGrant(trx: Trx, input: StoreInput, id: string, sealed: SealedAccess): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into network_grant as g (workspace_id, id, network, connection, server, subject, subject_name, member_id, given_by, client_id, scopes,
      sealed_token, sealed_refresh, sealed_fields, token_expires_at)
    values (${input.workspaceId}, ${id}, ${input.network}, ${input.connection}, ${input.server}, ${input.subject}, ${input.subjectName}, ${input.memberId},
      ${input.grantedBy}, ${input.clientId ?? ""}, ${sealed.scopes}, ${sealed.sealed_token}, ${sealed.sealed_refresh}, ${sealed.sealed_fields},
      ${sealed.token_expires_at})
    on conflict (workspace_id, network, connection, server, subject, member_id) where state <> 'ended' do update set
      subject_name = excluded.subject_name, given_by = excluded.given_by, client_id = excluded.client_id, scopes = excluded.scopes, sealed_token = excluded.sealed_token,
      sealed_refresh = excluded.sealed_refresh, sealed_fields = excluded.sealed_fields, token_expires_at = excluded.token_expires_at,
      state = 'live', epoch = g.epoch + 1, refreshing_until = null, renewed_at = clock_timestamp()
    returning g.id`.execute(trx);
  // What is thrown here takes the write back.
  if (rows[0]?.id !== id) throw new Rival();
}

/**
 * One account that is its own sign-in, without a browser: the demo's people and the accounts of a map file. Answers its id.
 */
export async function storeSingle(
  services: StoreServices,
  input: Omit<Opening, "network" | "clientId"> & {
    network: Network;
    account: Omit<OpenedAccount, "kind"> & { kind?: OpenedAccount["kind"] };
    access: Pick<Access, "token" | "refresh" | "expiresAt"> & Partial<Access>;
  },
): Promise<string> {
  const { network, account, access, ...opening } = input;
  const { accounts } = await storeGrant(services, {
    ...opening,
    network: network.card.name,
    clientId: null,
    connection: usualConnection(network).name,
    subject: account.remoteId,
    subjectName: account.handle,
    access: { scopes: [], ...access },
    accounts: [{ kind: "person", ...account }],
  });
  return accounts[0]!.accountId;
}
