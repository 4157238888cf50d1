import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { readNumber } from "../database/paging.ts";
import { heldBy, standingHolds } from "../ledger/crisis.ts";
import { groupOf, tellsOfPeople } from "../mine/figures.ts";
import type { Facing } from "../offers/views.ts";
import type { Db } from "../ports.ts";
import { holdOf } from "./post.ts";
import { standing } from "./standing.ts";

type Row = Reply<"listCues">["rows"][number];

/** Days over which it is counted who says that they commented. */
const days = 30;

/** Posts that people are asked about, the newest first. Who was asked and what they answered is told to nobody; how many say that they commented, of a group. */
export async function listCues(
  db: Db,
  workspaceId: string,
  facing: Facing,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<Reply<"listCues">> {
  const mark = readNumber(before);
  const { rows } = await sql<Omit<Row, "state"> & { why: Exclude<Row["state"], "open" | "held"> | null }>`
    select t.id, t.url, t.network, t.author, t.title, t.text, t.picture, t.ideas, t.topics, t.most, t.made_at as at, t.expires_at as until, by.name as by,
      case when t.map_id is null then null else jsonb_build_object('id', t.map_id, 'name', coalesce(map.name, '')) end as map, ${standing} as why
    from cue t left join map on map.workspace_id = t.workspace_id and map.id = t.map_id left join member by on by.workspace_id = t.workspace_id and by.id = t.made_by
    where t.workspace_id = ${workspaceId} and (${mark}::bigint is null or t.id < ${mark}) order by t.id desc limit ${limit + 1}`.execute(
    db,
  );
  const by = heldBy(await standingHolds(db, workspaceId));
  const shown = rows.slice(0, limit);
  return {
    rows: shown.map(({ why, ...row }) => ({
      ...row,
      picture: facing.picture(row.picture),
      state: why ?? (holdOf(by, row) === null ? "open" : "held"),
    })),
    next: rows.length > limit ? String(shown.at(-1)!.id) : null,
    said: await saidOf(db, workspaceId),
  };
}

async function saidOf(db: Db, workspaceId: string): Promise<Reply<"listCues">["said"]> {
  const { rows } = await sql<{ comments: number; people: number }>`
    select count(*)::int as comments, count(distinct k.member_id)::int as people from cue t
    join cue_ask k on k.workspace_id = t.workspace_id and k.cue_id = t.id and k.answer = 'done'
    where t.workspace_id = ${workspaceId} and t.made_at > now() - make_interval(days => ${days}::int)`.execute(db);
  const { comments, people } = rows[0]!;
  const group = groupOf(people, await tellsOfPeople(db, workspaceId));
  return group === null ? null : { comments, people: group };
}
