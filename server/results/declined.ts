import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { smallestGroup } from "../mine/figures.ts";
import type { Db } from "../ports.ts";
import { span } from "./map.ts";

/**
 * Why people would rather not say what a map proposed, in the days of its results: a number of answers (one a story, whatever its networks), no names,
 * and nothing at all of fewer people than make a group: their page tells them so, whatever else the workspace shows.
 */
export async function declinedOf(db: Db, workspaceId: string, mapId: string): Promise<Reply<"mapDeclined">> {
  const { rows } = await sql<{ people: number } & NonNullable<Reply<"mapDeclined">["reasons"]>>`
    select count(distinct member_id)::int as people, count(distinct key) filter (where reason = 'topic')::int as topic,
      count(distinct key) filter (where reason = 'tone')::int as tone, count(distinct key) filter (where reason = 'shared')::int as shared,
      count(distinct key) filter (where reason = 'other')::int as other, count(distinct key) filter (where reason is null)::int as unsaid
    from answer where workspace_id = ${workspaceId} and map_id = ${mapId} and answer = 'decline' and at > now() - make_interval(days => ${span})`.execute(
    db,
  );
  const { people, ...reasons } = rows[0]!;
  return { fewest: smallestGroup, reasons: people < smallestGroup ? null : reasons };
}
