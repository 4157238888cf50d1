import { sql } from "kysely";
import type { Db, Trx } from "../ports.ts";

/** Whether one of the workspace's maps wants to post pictures: its draft, or what is live of it. */
export async function mapsWantPictures(db: Db | Trx, workspaceId: string): Promise<boolean> {
  const wants = sql.raw(`'$.nodes[*].config.pictures ? (@ == "with" || @ == "page" || @ == "wait")'`);
  const { rows } = await sql`
    select from map left join version on version.workspace_id = map.workspace_id and version.map_id = map.id and version.number = map.live_version
    where map.workspace_id = ${workspaceId} and map.state <> 'archived'
      and (jsonb_path_exists(map.draft, ${wants}) or jsonb_path_exists(version.document, ${wants})) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}
