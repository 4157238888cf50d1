import { hash } from "node:crypto";
import { sql } from "kysely";
import { compile } from "#engine/compile.ts";
import { type Item, readItem } from "#engine/item.ts";
import type { Ask } from "#engine/kept.ts";
import type { Plan } from "#engine/plan.ts";
import { checkCron } from "../time/cron.ts";
import type { Db, Services, Trx } from "../ports.ts";

/** What waits for an answer, or has one that no run has acted on. `stored`, `newer`: what its source said first, and says since. */
export type Waiting = {
  id: number;
  map: string;
  node: string;
  key: string;
  item: unknown;
  source: string | null;
  stored: unknown;
  newer: { title: string; link: string | null } | null;
  since: string;
  until: string;
  over: boolean;
  asked: Ask;
  mine: boolean;
};

/** A row of `kept k` as a person is asked about it; `mine`: whether they may answer. Join it `withItem`. */
export const waitingRow = (
  mine: ReturnType<typeof sql<boolean>>,
) => sql`k.approval_id as id, k.map_id as map, k.node_id as node,
  k.item_key as key, k.item, source.key as source, case when item.changed is not null then item.data end as stored,
  item.changed as newer, k.since, k.asked_until as until, k.asked_until <= now() as over, k.asked, ${mine} as mine`;
export const withItem = sql`left join item on item.workspace_id = k.workspace_id and item.seq = k.item_seq
  left join source on source.workspace_id = k.workspace_id and source.id = k.source_id`;

export const itemOf = ({ item }: Pick<Waiting, "item">): Item => readItem(item);

/** Names what a person reads of an item: who says yes says it to these words. */
export const markOf = ({ title, text, summary, link, media }: Item): string =>
  hash("sha256", JSON.stringify([title, text, summary, link, media.map(({ url }) => url)]), "base64url").slice(0, 22);

/** The live version of a map, compiled; null where it has none that can be run. */
export async function livePlan(
  db: Db | Trx,
  { nodes }: Pick<Services, "nodes">,
  workspaceId: string,
  mapId: string,
): Promise<Plan | null> {
  const version = await db
    .selectFrom("map as m")
    .innerJoin("version as v", (join) =>
      join
        .onRef("v.workspace_id", "=", "m.workspace_id")
        .onRef("v.map_id", "=", "m.id")
        .onRef("v.number", "=", "m.live_version"),
    )
    .select("v.document")
    .where("m.workspace_id", "=", workspaceId)
    .where("m.id", "=", mapId)
    .executeTakeFirst();
  return version === undefined ? null : compile(version.document, nodes, { checkCron }).plan;
}
