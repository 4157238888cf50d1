import { sql } from "kysely";
import type { Role } from "../api.ts";
import type { Db, Trx } from "../ports.ts";

/** Of a kept item `k`: somebody was asked about it, and nobody has answered yet. */
export const waits = sql<boolean>`k.approval_id is not null and k.answer is null`;

/** Of a kept item `k`: it is asked of some people only. */
const isNamed = sql<boolean>`jsonb_typeof(k.asked->'people') = 'array'`;

/** Of a kept item `k`: one of the people who are asked about it can still answer. */
const somebodyCan = sql<boolean>`exists (select from member n where n.workspace_id = k.workspace_id and n.disabled_at is null
  and n.role in ('admin','manager') and k.asked->'people' ? n.id::text)`;

/** Of a kept item `k`: whether a member, by expressions of their id and role, may answer. What is asked of people who are all gone is the administrators'. */
const may = (
  id: ReturnType<typeof sql>,
  role: ReturnType<typeof sql>,
) => sql<boolean>`(${role} in ('admin','manager') and not ${ownEntry(id)} and (not ${isNamed}
  or k.asked->'people' ? ${id}::text or (${role} = 'admin' and not ${somebodyCan})))`;

/**
 * Of a kept item `k`: a post by hand that this member planned, where the workspace wants a second person's yes and there is one. What only looks
 * like one of our entries, as a feed may call its own, is none: `written` is nothing that strangers can send.
 */
function ownEntry(id: ReturnType<typeof sql>) {
  return sql<boolean>`(k.item ? 'written' and exists (select from workspace w where w.id = k.workspace_id and w.entry_second)
    and exists (select from entry e where e.workspace_id = k.workspace_id and coalesce(e.asked_by, e.author_id)::text = ${id}::text
      and e.id = case when k.item_key ~ '^entry:[0-9a-f-]{36}:' then substr(k.item_key, 7, 36)::uuid end)
    and exists (select from member o where o.workspace_id = k.workspace_id and o.disabled_at is null and o.role in ('admin','manager')
      and o.id::text <> ${id}::text))`;
}

export type Who = { workspaceId: string; memberId: string; role: Role };
export const mayAnswer = ({ memberId, role }: Who) => may(sql`${memberId}::text`, sql`${role}::text`);
/** The same of a row of `member m`. */
export const memberMay = may(sql`m.id`, sql`m.role`);

/** How many items wait for the answer of this person. */
export async function countApprovals(db: Db, who: Who): Promise<number> {
  if (who.role === "ambassador") return 0;
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from kept k
    where k.workspace_id = ${who.workspaceId} and ${waits} and k.asked_until > now() and ${mayAnswer(who)}`.execute(db);
  return rows[0]!.count;
}

/** How many items of each of these maps wait for somebody's answer. */
export async function countByMap(db: Db, workspaceId: string, maps: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ map: string; count: number }>`select k.map_id as map, count(*)::int as count from kept k
    where k.workspace_id = ${workspaceId} and k.map_id = any(${maps}::uuid[]) and ${waits} and k.asked_until > now()
    group by k.map_id`.execute(db);
  return new Map(rows.map(({ map, count }) => [map, count]));
}

/** The workspace's people who draw maps and are not switched off, by name. */
export async function listEditors(db: Db | Trx, workspaceId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom("member")
    .select(["id", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("role", "in", ["admin", "manager"])
    .where("disabled_at", "is", null)
    .orderBy("name")
    .orderBy("id")
    .execute();
}
