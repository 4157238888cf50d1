import { sql } from "kysely";
import type { Body, Reply } from "../api.ts";
import type { Actor } from "../audit.ts";
import type { Db } from "../ports.ts";
import { findMap } from "./row.ts";

/** Seconds without a word after which a window counts as closed: three times as long as it is quiet at most. */
const patience = 45;
/** Windows of one person on one map that are kept, and windows that are told. */
const most = { own: 20, told: 30 };

type Guest = Reply<"shareMap">["others"][number];

/**
 * Notes that a window has a map open and answers who else has, and what was saved last: so that nobody is surprised by another's drawing. A
 * window is named by itself and is its member's alone. Only who draws maps here comes this far; 404 for another workspace's map.
 */
export async function shareMap(
  db: Db,
  actor: Actor,
  mapId: string,
  { tab, node, editing, gone }: Required<Body<"shareMap">>,
): Promise<Reply<"shareMap">> {
  const { workspaceId, memberId } = actor;
  const map = await findMap(db, workspaceId, mapId);
  if (gone)
    await sql`delete from presence
    where workspace_id = ${workspaceId} and map_id = ${mapId} and tab = ${tab} and member_id = ${memberId}`.execute(db);
  else
    await sql`
    with old as (
      delete from presence where workspace_id = ${workspaceId} and map_id = ${mapId} and seen_at < now() - make_interval(secs => ${patience}) and tab <> ${tab})
    insert into presence (workspace_id, map_id, tab, member_id, node_id, editing, seen_at)
    select ${workspaceId}, ${mapId}, ${tab}::uuid, ${memberId}, ${node}, ${editing}, now()
    where (select count(*) from presence where workspace_id = ${workspaceId} and map_id = ${mapId} and member_id = ${memberId} and tab <> ${tab}) < ${most.own}
    on conflict (workspace_id, map_id, tab) do update set node_id = excluded.node_id, editing = excluded.editing, seen_at = excluded.seen_at
      where presence.member_id = excluded.member_id`.execute(db);
  const { rows } = await sql<Guest>`
    select p.tab, m.name, p.member_id = ${memberId} as own, p.node_id as node, p.editing
    from presence p join member m on m.workspace_id = p.workspace_id and m.id = p.member_id
    where p.workspace_id = ${workspaceId} and p.map_id = ${mapId} and p.tab <> ${tab}
      and p.seen_at >= now() - make_interval(secs => ${patience}) and m.disabled_at is null
    order by own, m.name, p.tab limit ${most.told}`.execute(db);
  const saved =
    map.updated_by === null
      ? undefined
      : await db
          .selectFrom("member")
          .select("name")
          .where("workspace_id", "=", workspaceId)
          .where("id", "=", map.updated_by)
          .executeTakeFirst();
  return {
    others: rows,
    revision: map.revision,
    live: map.live_version,
    state: map.state as Reply<"shareMap">["state"],
    saved: { by: saved?.name ?? null, own: map.updated_by === memberId, at: map.updated_at },
  };
}
