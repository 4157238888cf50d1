import { sql } from "kysely";
import type { Db } from "../../ports.ts";

/**
 * How an account that a sign-in opens stands here: `new`; `here`: opened by this sign-in already; `elsewhere`: by another one of
 * the same owner; `taken`: it is somebody else's.
 */
export type Standing = "new" | "here" | "elsewhere" | "taken";

export type Asked = {
  workspaceId: string;
  /** null: the company's. */
  memberId: string | null;
  network: string;
  connection: string;
  server: string;
  subject: string;
  remoteIds: readonly string[];
};

/** Those of the accounts that are known here, by remote id; one that is not is `new`. */
export async function standingOf(db: Db, asked: Asked): Promise<Map<string, { id: string; standing: Standing }>> {
  const { workspaceId, memberId, network, connection, server, subject, remoteIds } = asked;
  const { rows } = await sql<{ id: string; remote: string; theirs: boolean; open: boolean; same: boolean }>`
    select a.id, a.remote_id as remote, a.member_id is not distinct from ${memberId}::uuid as theirs, a.state <> 'disconnected' as open,
      a.grant_id is null or (g.connection = ${connection} and g.subject = ${subject}) as same
    from account a left join network_grant g on g.workspace_id = a.workspace_id and g.id = a.grant_id
    where a.workspace_id = ${workspaceId} and a.network = ${network} and a.server = ${server}
      and a.remote_id = any(${remoteIds}::text[])`.execute(db);
  const read = (row: (typeof rows)[number]): Standing =>
    row.theirs ? (row.open ? (row.same ? "here" : "elsewhere") : "new") : "taken";
  return new Map(rows.map((row) => [row.remote, { id: row.id, standing: read(row) }]));
}
