import { type RawBuilder, sql } from "kysely";
import { Utm, type Brand } from "#engine/brand.ts";
import type { Text } from "#engine/text.ts";
import type { Db, Trx } from "../ports.ts";

/** Whether campaign `c` of workspace `s` goes on at this moment: started, and within its days by clocks of the workspace. */
const goesOn = sql`(c.state = 'started' and now() >= (c.first_day::timestamp at time zone s.zone)
  and now() < ((c.last_day + 1)::timestamp at time zone s.zone))`;

/** Whether the campaign of a row (a map, an entry) lets it go on; what belongs to none goes on. */
export const campaignRuns = (table: "map" | "m" | "entry"): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(`${table}.campaign_id`)} is null or exists (select from campaign c join workspace s on s.id = c.workspace_id
    where c.workspace_id = ${sql.ref(`${table}.workspace_id`)} and c.id = ${sql.ref(`${table}.campaign_id`)} and ${goesOn}))`;

type Row = { runs: boolean; hashtags: string[]; utm: unknown };

/** What a campaign is at this moment for what belongs to it; null where it is gone. */
export async function campaignNow(
  db: Db | Trx,
  workspaceId: string,
  id: string,
): Promise<{ runs: boolean; brand: Brand } | null> {
  const { rows } =
    await sql<Row>`select ${goesOn} as runs, c.hashtags, c.utm from campaign c join workspace s on s.id = c.workspace_id
    where c.workspace_id = ${workspaceId} and c.id = ${id}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { runs: row.runs, brand: { hashtags: row.hashtags, utm: Utm.parse(row.utm) } };
}

/** Why a run of a map whose campaign does not go on takes nothing. */
export const mapRests: Text = {
  en: "The map's campaign has not begun, is paused or is over. What came in waits for it.",
  fr: "La campagne de la carte n’a pas commencé, est en pause ou terminée. Ce qui est arrivé l’attend.",
};

/** By which posts of a map are known; null: it belongs to no campaign. */
export async function brandOfMap(db: Db | Trx, workspaceId: string, map: string): Promise<Brand | null> {
  const { rows } = await sql<{ campaign: string | null }>`select campaign_id as campaign from map
    where workspace_id = ${workspaceId} and id = ${map}`.execute(db);
  const campaign = rows[0]?.campaign ?? null;
  return campaign === null ? null : ((await campaignNow(db, workspaceId, campaign))?.brand ?? null);
}
