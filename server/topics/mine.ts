import { sql } from "kysely";
import { topicWord } from "#engine/topic.ts";
import type { Reply } from "../api.ts";
import { notFound } from "../errors.ts";
import type { Db } from "../ports.ts";
import { topicKeys } from "./name.ts";
import { followedBy, topicsOf } from "./read.ts";

type Mine = Reply<"myTopics">;

/** What somebody can follow and follows, and what that brought lately. */
export async function readMine(
  db: Db,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<Mine> {
  const [all, followed, ways, teams, own] = await Promise.all([
    topicsOf(db, workspaceId),
    followedBy(db, { workspaceId, memberId }),
    waysLately(db, workspaceId),
    sql<Mine["teams"][number]>`select t.id, t.key, t.name, b.member_id is not null as member from team t
      left join member_team b on b.workspace_id = t.workspace_id and b.team_id = t.id and b.member_id = ${memberId}
      where t.workspace_id = ${workspaceId} order by lower(t.name), t.id`.execute(db),
    sql<{
      place: string;
      open: boolean;
    }>`select m.place, w.teams_open as open from member m join workspace w on w.id = m.workspace_id
      where m.workspace_id = ${workspaceId} and m.id = ${memberId}`.execute(db),
  ]);
  const [me] = own.rows;
  if (me === undefined) throw notFound();
  const mine = new Set(followed.topics.map(({ id }) => id));
  const ids = new Map(all.map(({ key, id }) => [key, id]));
  return {
    rows: all
      .filter(({ id, archived }) => !archived || mine.has(id))
      .map(({ id, key, name, colour, description }) => ({ id, key, name, colour, description, follows: mine.has(id) })),
    chosen: followed.chosen,
    ways: ways.map(({ topics, month }) => ({ month, topics: topics.flatMap((key) => ids.get(key) ?? []) })),
    teams: me.open ? teams.rows : teams.rows.filter(({ member }) => member),
    teamsOpen: me.open,
    place: me.place,
  };
}

/**
 * What live maps brought to people in the last 30 days: items that came to each step that proposes to ambassadors, with the keys of the topics that it names
 * now. Runs are kept that long.
 */
async function waysLately(db: Db, workspaceId: string): Promise<{ topics: string[]; month: number }[]> {
  const keys = await topicKeys(db, workspaceId);
  const { rows } = await sql<{ names: string[]; month: number }>`
    select n.names, sum(s.items_in)::int as month from map m
    join version v on v.workspace_id = m.workspace_id and v.map_id = m.id and v.number = m.live_version
    cross join lateral (select e.node->>'id' as id, array(select jsonb_array_elements_text(case jsonb_typeof(e.node#>'{config,topics}') when 'array' then e.node#>'{config,topics}' else '[]' end)) as names
      from jsonb_array_elements(v.document->'nodes') as e(node) where e.node->>'type' = 'ambassadors') n
    join run r on r.workspace_id = m.workspace_id and r.map_id = m.id and r.due_at > now() - interval '30 days'
    join step s on s.workspace_id = r.workspace_id and s.run_id = r.id and s.node_id = n.id
    where m.workspace_id = ${workspaceId} and m.state = 'live' group by n.names`.execute(db);
  return rows.map(({ names, month }) => ({
    month,
    topics: [...new Set(names.map((name) => keys.get(topicWord(name)) ?? name))],
  }));
}
