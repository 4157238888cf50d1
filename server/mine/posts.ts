import { sql } from "kysely";
import { takenBack } from "../ledger/taken-back.ts";
import type { Db, Trx } from "../ports.ts";

export type Link = { network: string; title: string; url: string; at: string };

/** Links that one list holds; who has more finds them all in their export. */
const most = 2_000;

/** What a person published and can be found on its network, newest first. */
export async function linksOf(db: Db | Trx, workspaceId: string, memberId: string): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select d.network, d.item_title as title, d.remote_url as url, coalesce(d.published_at, d.created_at) as at
    from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} and d.state = 'published' and not ${takenBack()} and d.remote_url ~ '^https?://'
    order by d.id desc limit ${most}`.execute(db);
  return rows;
}
