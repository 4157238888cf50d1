import { sql } from "kysely";
import { shortAddress } from "#engine/short-link.ts";
import type { Db, Services } from "../ports.ts";
import type { Visits } from "../results/group.ts";

export type LinkView = { url: string; target: string; visits: Visits };

/** A delivery's short link and who came by it; null where it has none. */
export async function linkOf(
  { db, settings }: Pick<Services, "db" | "settings">,
  workspaceId: string,
  deliveryId: number,
): Promise<LinkView | null> {
  const row = await db
    .selectFrom("short_link")
    .select(["code", "target", "people", "robots", "own"])
    .where("workspace_id", "=", workspaceId)
    .where("delivery_id", "=", deliveryId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { code, target, ...visits } = row;
  return { url: shortAddress(settings.publicUrl, code), target, visits };
}

/** Which of these maps have short links. */
export async function linkedMaps(db: Db, workspaceId: string, maps: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ map: string }>`
    select m as map from unnest(${maps}::uuid[]) m
    where exists (select from short_link s where s.workspace_id = ${workspaceId} and s.map_id = m)`.execute(db);
  return new Set(rows.map(({ map }) => map));
}
