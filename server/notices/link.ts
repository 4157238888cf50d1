import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { notFound } from "../errors.ts";
import type { Db, Settings, Trx } from "../ports.ts";

/**
 * An address that opens one proposal for one person, without a password: it names its row and is signed, and the row says whose it is and until when.
 * It opens nothing else; and what it answers is looked at anew each time (linked.ts).
 */
export type LinkMark = { workspaceId: string; id: string };

const marked = 12;

function signature(masterKey: Buffer, named: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", masterKey, "", "relaymap proposal links", 32));
  return createHmac("sha256", key).update(named).digest().subarray(0, marked);
}

/** 46 letters: workspace, number, signature. */
export function linkToken({ masterKey }: Pick<Settings, "masterKey">, { workspaceId, id }: LinkMark): string {
  const named = Buffer.alloc(22);
  Buffer.from(workspaceId.replaceAll("-", ""), "hex").copy(named);
  named.writeUIntBE(Number(id), 16, 6);
  return Buffer.concat([named, signature(masterKey, named)]).toString("base64url");
}

/** Throws `not_found` for a token that is none of ours. */
export function readLinkToken({ masterKey }: Pick<Settings, "masterKey">, token: string): LinkMark {
  const bytes = Buffer.from(token, "base64url");
  const named = bytes.subarray(0, 22);
  if (bytes.length !== 22 + marked || !timingSafeEqual(bytes.subarray(22), signature(masterKey, named)))
    throw notFound();
  const hex = named.subarray(0, 16).toString("hex");
  const workspaceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
  return { workspaceId, id: String(named.readUIntBE(16, 6)) };
}

/** Days that a link lasts at most, however long its proposal waits. */
const days = 14;

/** The link of a proposal for its person: the same one in each mail and push about it. */
export async function linkOf(
  db: Db | Trx,
  {
    workspaceId,
    memberId,
    deliveryId,
    expiresAt,
  }: { workspaceId: string; memberId: string; deliveryId: number; expiresAt: string },
): Promise<LinkMark> {
  const { rows } = await sql<{ id: string }>`
    insert into proposal_link (workspace_id, member_id, delivery_id, expires_at)
    values (${workspaceId}, ${memberId}, ${deliveryId}, least(${expiresAt}::timestamptz, now() + make_interval(days => ${days}::int)))
    on conflict (workspace_id, member_id, delivery_id) do update set expires_at = greatest(proposal_link.expires_at, excluded.expires_at) returning id`.execute(
    db,
  );
  return { workspaceId, id: String(rows[0]!.id) };
}

/** Whoever leaves, or is switched off, takes their links along: none of them opens anything again. */
export const revokeLinks = (trx: Trx, { workspaceId, memberId }: { workspaceId: string; memberId: string }) =>
  sql`delete from proposal_link where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(trx);
