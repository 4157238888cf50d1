import { sql } from "kysely";
import { notFound } from "../errors.ts";
import type { Db, Settings, Trx } from "../ports.ts";
import { markedRow, readMarkedRow, type RowMark } from "../vault/marked.ts";

/**
 * An address that opens one proposal for one person, without a password: it names its row and is signed, and the row says whose it is and until when.
 * It opens nothing else; and what it answers is looked at anew each time (linked.ts).
 */
export type LinkMark = RowMark;

const purpose = { name: "proposal links", bytes: 12 };
type Key = Pick<Settings, "masterKey">;

/** 46 letters: workspace, number, signature. */
export const linkToken = (key: Key, mark: LinkMark): string => markedRow(key, purpose, mark);

/** Throws `not_found` for a token that is none of ours. */
export function readLinkToken(key: Key, token: string): LinkMark {
  const mark = readMarkedRow(key, purpose, token);
  if (mark === null) throw notFound();
  return mark;
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
