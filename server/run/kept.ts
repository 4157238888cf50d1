import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { cutRows, type Paging, readNumber } from "../database/paging.ts";
import { findMap } from "../maps/row.ts";
import type { Services } from "../ports.ts";

/** What each step of a map keeps for later; also of steps that the draft no longer has. 404 where the workspace has no such map. */
export async function getKept(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  mapId: string,
): Promise<Reply<"getKept">> {
  await findMap(db, workspaceId, mapId);
  const { rows } = await sql<Reply<"getKept">["rows"][number]>`
    select node_id as node, count(*)::int as count, min(due_at) as next from kept
    where workspace_id = ${workspaceId} and map_id = ${mapId} group by node_id order by node_id`.execute(db);
  return { rows };
}

/** What one of them keeps, in the order in which it came. */
export async function listKept(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  mapId: string,
  paging: Paging & { node: string },
): Promise<Reply<"listKept">> {
  await findMap(db, workspaceId, mapId);
  const after = readNumber(paging.before) ?? 0;
  const { rows } = await sql<Reply<"listKept">["rows"][number]>`
    select place, title, since, due_at as until from kept
    where workspace_id = ${workspaceId} and map_id = ${mapId} and node_id = ${paging.node} and place > ${after}
    order by place limit ${paging.limit + 1}`.execute(db);
  return cutRows(rows, paging.limit, (last) => String(last.place));
}
