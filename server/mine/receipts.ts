import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";

/** Receipts that one list holds; all of them are in the export. */
const most = 500;

/** What somebody agreed to, word for word, the newest first: their choices for accounts, and the charter. */
export async function receiptsOf(
  db: Db,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<Reply<"myReceipts">["rows"]> {
  const { rows } = await sql<Reply<"myReceipts">["rows"][number]>`
    select * from (
      select 'consent/' || c.id as id, c.granted_at as at, a.network, a.handle, c.mode, coalesce(c.receipt->>'words', '') as words, c.ends_at as "endsAt",
        c.withdrawn_at as "withdrawnAt"
      from account a join consent c on c.workspace_id = a.workspace_id and c.account_id = a.id
      where a.workspace_id = ${workspaceId} and a.member_id = ${memberId}
        -- Of one that was handed over: what its former owner agreed to is theirs.
        and (c.granted_by = ${memberId} or c.granted_by is null or c.receipt ? 'cause')
      union all
      select 'charter/' || r.number, r.accepted_at, null, null, 'charter', r.number || ' · ' || r.hash, null, null from charter_receipt r
      where r.workspace_id = ${workspaceId} and r.member_id = ${memberId}
    ) receipts order by at desc, id desc limit ${most}`.execute(db);
  return rows;
}
