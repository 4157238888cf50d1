import { z } from "zod";
import type { Access } from "#engine/network.ts";
import type { Db, Services } from "../ports.ts";

type Vaulted = Pick<Services, "vault">;

/** What is sealed of a grant, and where to: a column and the place that is bound to its bytes. */
export const grantPlace = (grantId: string, field: "token" | "refresh" | "fields"): string =>
  `grant/${grantId}/${field}`;
/** An account's own token, and the place of its token from before there were grants. */
export const accountPlace = (accountId: string, field: "token" | "refresh"): string => `account/${accountId}/${field}`;

export type SealedAccess = {
  sealed_token: Buffer;
  sealed_refresh: Buffer | null;
  sealed_fields: Buffer | null;
  token_expires_at: string | null;
  scopes: string[];
};

/** An access as the grant's row keeps it. */
export async function sealAccess(
  { vault }: Vaulted,
  workspaceId: string,
  grantId: string,
  access: Access,
): Promise<SealedAccess> {
  const { token, refresh, fields = {}, expiresAt, scopes } = access;
  const seal = (field: "token" | "refresh" | "fields", plain: string) =>
    vault.seal(workspaceId, grantPlace(grantId, field), plain);
  return {
    sealed_token: await seal("token", token),
    sealed_refresh: refresh === null ? null : await seal("refresh", refresh),
    sealed_fields: Object.keys(fields).length === 0 ? null : await seal("fields", JSON.stringify(fields)),
    token_expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    scopes: [...scopes],
  };
}

const Fields = z.record(z.string(), z.string());

/** The reverse of `sealAccess`. Throws VaultError. */
export async function openAccess(
  services: Vaulted,
  workspaceId: string,
  grantId: string,
  row: SealedAccess,
): Promise<Access> {
  const { vault } = services;
  const { sealed_token, sealed_refresh, token_expires_at, scopes } = row;
  return {
    token: await vault.open(workspaceId, grantPlace(grantId, "token"), sealed_token),
    refresh:
      sealed_refresh === null ? null : await vault.open(workspaceId, grantPlace(grantId, "refresh"), sealed_refresh),
    expiresAt: token_expires_at === null ? null : Date.parse(token_expires_at),
    scopes,
    fields: await openFields(services, workspaceId, grantId, row.sealed_fields),
  };
}

/** What somebody entered to connect; empty where nothing was. */
export async function openFields(
  { vault }: Vaulted,
  workspaceId: string,
  grantId: string,
  sealed: Buffer | null,
): Promise<Record<string, string>> {
  if (sealed === null) return {};
  return Fields.parse(JSON.parse(await vault.open(workspaceId, grantPlace(grantId, "fields"), sealed)));
}

/** Some sealed token of this database with its place, to see whether the secret is the right one; null where there is none. */
export async function anyToken(db: Db): Promise<{ workspaceId: string; place: string; sealed: Buffer } | null> {
  const grant = await db
    .selectFrom("network_grant")
    .select(["workspace_id", "id", "sealed_token"])
    .where("sealed_token", "is not", null)
    .limit(1)
    .executeTakeFirst();
  if (grant?.sealed_token)
    return { workspaceId: grant.workspace_id, place: grantPlace(grant.id, "token"), sealed: grant.sealed_token };
  const account = await db
    .selectFrom("account")
    .select(["workspace_id", "id", "sealed_token"])
    .where("grant_id", "is", null)
    .where("sealed_token", "is not", null)
    .limit(1)
    .executeTakeFirst();
  if (!account?.sealed_token) return null;
  return {
    workspaceId: account.workspace_id,
    place: accountPlace(account.id, "token"),
    sealed: account.sealed_token,
  };
}
