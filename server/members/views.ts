import { sql } from "kysely";
import type { z } from "zod";
import type { MemberRow } from "../api/members.ts";
import { notFound } from "../errors.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import type { Db, Trx } from "../ports.ts";
import { findMembers } from "./search.ts";

type View = z.infer<typeof MemberRow>;

/** The workspace's people, or those who are called so, newest first. */
export async function listMembers(
  db: Db,
  workspaceId: string,
  { search, ...paging }: Paging & { search?: string | undefined },
): Promise<{ rows: View[]; next: string | null }> {
  const mark = readMark(paging.before);
  const called = search?.trim() ? await findMembers(db, workspaceId, search) : null;
  const found = await select(db, workspaceId)
    .$if(called !== null, (query) => query.where(sql<boolean>`m.id = any(${called}::uuid[])`))
    .$if(mark !== null, (query) =>
      query.where(sql<boolean>`(m.created_at, m.id) < (${mark?.at}::timestamptz, ${mark?.id}::uuid)`),
    )
    .orderBy("m.created_at", "desc")
    .orderBy("m.id", "desc")
    .limit(paging.limit + 1)
    .execute();
  return cutRows(found, paging.limit, (row) => writeMark({ at: row.createdAt, id: row.id }));
}

/** One person of the workspace; 404. */
export async function getMember(db: Db | Trx, workspaceId: string, id: string): Promise<View> {
  const row = await select(db, workspaceId).where("m.id", "=", id).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

const select = (db: Db | Trx, workspaceId: string) =>
  db
    .selectFrom("member as m")
    .select(["m.id", "m.name", "m.email", "m.created_at as createdAt"])
    .select([
      sql<View["role"]>`m.role`.as("role"),
      sql<boolean>`m.disabled_at is not null`.as("disabled"),
      sql<number>`(select count(*) from account a where a.workspace_id = m.workspace_id and a.member_id = m.id
        and a.state <> 'disconnected')`.as("accounts"),
      sql<View["networks"]>`(select coalesce(json_agg(n order by n.network), '[]') from (
        select a.network, bool_or(a.state = 'reconnect') as reconnect from account a
        where a.workspace_id = m.workspace_id and a.member_id = m.id and a.state <> 'disconnected' group by 1) n)`.as(
        "networks",
      ),
      sql<number>`(select count(*) from network_grant g join account a on a.workspace_id = g.workspace_id and a.grant_id = g.id
        where g.workspace_id = m.workspace_id and g.given_by = m.id and g.member_id is null and a.state <> 'disconnected')`.as(
        "opens",
      ),
      sql<View["invited"]>`(select case when i.expires_at <= now() then 'over' else 'waits' end from invitation i
        where i.workspace_id = m.workspace_id and i.member_id = m.id and i.used_at is null)`.as("invited"),
    ])
    .where("m.workspace_id", "=", workspaceId);
