import { sql } from "kysely";
import type { Db } from "../ports.ts";

/** A list of which not everything that was new stands in the inbox: new in the list ≠ stored with it. Such a list is a bug. */
export type UnbalancedList = { workspaceId: string; pollId: number; sourceId: string; fresh: number; stored: number };

/**
 * Proves, for each list of the last `days` days, that what was new in it stands in the inbox (one workspace, or all where null); from
 * there the balance of the runs goes on. That each entry of a document is new, known, listed twice or blank is counted when it is
 * read (store.ts). Gives the lists for which it does not hold, 1,000 at most.
 */
export async function unbalancedLists(db: Db, workspaceId: string | null, days = 7): Promise<UnbalancedList[]> {
  const { rows } = await sql<UnbalancedList>`
    select p.workspace_id as "workspaceId", p.id as "pollId", p.source_id as "sourceId", p.fresh, found.stored
    from poll p cross join lateral (
      select count(*)::int as stored from item i where i.workspace_id = p.workspace_id and i.source_id = p.source_id
        and i.seq between p.first_seq and p.last_seq and i.poll_id = p.id) found
    where p.at > now() - make_interval(days => ${days}::int) and p.fresh <> found.stored
      and (${workspaceId}::uuid is null or p.workspace_id = ${workspaceId}::uuid) limit 1000`.execute(db);
  return rows;
}
