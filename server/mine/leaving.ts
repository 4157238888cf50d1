import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { pagesOf } from "./pages.ts";

/** Colleagues that a dialog offers. */
const most = 200;

/** What leaving would do to somebody: what goes, what stays, and what of theirs a colleague has to take on. */
export async function readLeaving(
  db: Db,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<Reply<"readLeaving">> {
  const { rows } = await sql<{ networks: string[]; scheduled: number; posts: number; last: boolean }>`
    select coalesce(array_agg(distinct a.network) filter (where a.state <> 'disconnected'), '{}') as networks,
      coalesce(sum(d.scheduled), 0)::int as scheduled, coalesce(sum(d.posts), 0)::int as posts,
      (select count(*) = 1 and bool_or(m.id = ${memberId}) from member m
        where m.workspace_id = ${workspaceId} and m.role = 'admin' and m.disabled_at is null) as last
    from account a cross join lateral (
      select count(*) filter (where state in ('ready','retry_wait') or (state = 'held' and reason_code is distinct from 'consent')) as scheduled,
        count(*) filter (where state = 'published' and remote_url ~ '^https?://') as posts
      from delivery where workspace_id = a.workspace_id and account_id = a.id) d
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId}`.execute(db);
  const [maps, pages] = [await draftsOf(db, workspaceId, memberId), await pagesOf(db, workspaceId, memberId)];
  const needed = maps.length + pages.length > 0;
  return { ...rows[0]!, maps, pages, colleagues: needed ? await colleaguesOf(db, workspaceId, memberId) : [] };
}

/** Maps on which somebody has work that is not live: never published, or changed by them since. */
async function draftsOf(db: Db, workspaceId: string, memberId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select m.id, m.name from map m left join version v on v.workspace_id = m.workspace_id and v.map_id = m.id and v.number = m.live_version
    where m.workspace_id = ${workspaceId} and m.state <> 'archived' and (m.updated_by = ${memberId} or (m.updated_by is null and m.created_by = ${memberId}))
      and (v.number is null or v.document <> m.draft) order by m.updated_at desc limit ${most}`.execute(db);
  return rows;
}

/** Who may take on maps and accounts of the company. */
async function colleaguesOf(db: Db, workspaceId: string, memberId: string): Promise<{ id: string; name: string }[]> {
  return await db
    .selectFrom("member")
    .select(["id", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "<>", memberId)
    .where("role", "in", ["admin", "manager"])
    .where("disabled_at", "is", null)
    .orderBy("name")
    .limit(most)
    .execute();
}
