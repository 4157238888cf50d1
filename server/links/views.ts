import { sql } from "kysely";
import { shortAddress } from "#engine/short-link.ts";
import type { Db, Services } from "../ports.ts";

export type LinkView = { url: string; target: string; people: number; robots: number; own: number };

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
  const { code, ...rest } = row;
  return { url: shortAddress(settings.publicUrl, code), ...rest };
}

/** Visits by people to the links of maps, of those that have any link. */
export async function clicksOf(db: Db, workspaceId: string, maps: string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ map: string; people: number }>`
    select map_id as map, sum(people)::bigint as people from short_link
    where workspace_id = ${workspaceId} and map_id = any(${maps}::uuid[]) group by map_id`.execute(db);
  return new Map(rows.map(({ map, people }) => [map, Number(people)]));
}
