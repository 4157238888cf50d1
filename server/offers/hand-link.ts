import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { webAddress } from "#engine/key.ts";
import { marked, markOf } from "#engine/marks.ts";
import { isShort, makeCode, shortAddress } from "#engine/short-link.ts";
import { linkRule } from "../links/rule.ts";
import type { Db, Services } from "../ports.ts";
import { fewest } from "../results/group.ts";
import type { Making } from "./compose.ts";

type Who = { workspaceId: string; memberId: string };
export type HandLink = { url: string; visits: number };

/**
 * The short link of one person and one story, for whatever they post of it by their own hand: always the same one, so that what was copied yesterday
 * counts today. null where the map, a step of it or the workspace wants no short links. `visits`: by people, without robots and those signed in here.
 */
export async function handLink(
  { db, settings }: Pick<Services, "db" | "settings">,
  { workspaceId, memberId }: Who,
  { item, document, mapId }: Pick<Making, "item" | "document" | "mapId">,
  story: string,
): Promise<HandLink | null> {
  const rule = await linkRule(db, workspaceId, document);
  if (!isShort(item, rule) || item.link === null || webAddress(item.link) === null) return null;
  const target = rule.marks ? marked(item.link, [...marksOf(document.name)], false) : item.link;
  // Who opens it on two devices at once gets one link: whoever was second finds the first one's.
  for (let turn = 0; turn < 2; turn += 1) {
    const { rows } = await sql<{ code: string; visits: number }>`
      with made as (
        insert into offer_link (workspace_id, code, member_id, story, map_id, target)
        values (${workspaceId}, ${makeCode(randomBytes)}, ${memberId}, ${story}, ${mapId}, ${target.length > longest ? item.link : target})
        on conflict (workspace_id, member_id, story) do nothing returning code, people)
      select code, people::int as visits from made union all
      select code, people::int from offer_link where workspace_id = ${workspaceId} and member_id = ${memberId} and story = ${story} limit 1`.execute(
      db,
    );
    const [row] = rows;
    if (row !== undefined) return { url: shortAddress(settings.publicUrl, row.code), visits: row.visits };
  }
  return null;
}

/** Which network it will stand on nobody knows; that a colleague brought a visit is told, and not which one. */
const marksOf = (map: string): readonly (readonly [string, string])[] => [
  ["utm_source", "colleague"],
  ["utm_medium", "social"],
  ["utm_campaign", markOf(map)],
];

/** What a target may hold. */
const longest = 4000;

/**
 * Visits by links that people posted by their own hand, of those that were made for a map in the last `days`; null where they are of fewer people than
 * may be told of, in every workspace.
 */
export async function handVisits(
  db: Db,
  { workspaceId, mapId, days }: { workspaceId: string; mapId: string; days: number },
): Promise<number | null> {
  const { rows } = await sql<{ visits: number; people: number }>`
    select coalesce(sum(people), 0)::int as visits, count(distinct member_id) filter (where people > 0)::int as people from offer_link
    where workspace_id = ${workspaceId} and map_id = ${mapId} and made_at > now() - make_interval(days => ${days}::int)`.execute(
    db,
  );
  const { visits, people } = rows[0]!;
  return visits === 0 || people >= fewest ? visits : null;
}
