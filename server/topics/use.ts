import { sql } from "kysely";
import { topicWord } from "#engine/topic.ts";
import type { Reply } from "../api.ts";
import { groupOf, tellsOfPeople } from "../mine/figures.ts";
import type { Db } from "../ports.ts";
import { topicKeys } from "./name.ts";
import { topicsOf } from "./read.ts";

type Use = Reply<"topicUse">;

/** How the topics and teams of a workspace are used: by how many people, in which maps, fed by whom. */
export async function readUse(db: Db, workspaceId: string): Promise<Use> {
  const [topics, maps, counts, feeders, teams, members, own, tells] = await Promise.all([
    topicsOf(db, workspaceId),
    mapsByTopic(db, workspaceId),
    sql<{ id: string; count: number }>`select f.topic_id as id, count(*)::int as count from member_topic f
      join member m on m.workspace_id = f.workspace_id and m.id = f.member_id and m.disabled_at is null
      where f.workspace_id = ${workspaceId} group by 1`.execute(db),
    sql<{ topic: string; id: string; name: string }>`select f.topic_id as topic, m.id, m.name from topic_feeder f
      join member m on m.workspace_id = f.workspace_id and m.id = f.member_id where f.workspace_id = ${workspaceId} order by lower(m.name), m.id`.execute(
      db,
    ),
    sql<{ id: string; count: number }>`select t.id, count(m.id)::int as count from team t
      left join member_team b on b.workspace_id = t.workspace_id and b.team_id = t.id
      left join member m on m.workspace_id = b.workspace_id and m.id = b.member_id and m.disabled_at is null
      where t.workspace_id = ${workspaceId} group by 1`.execute(db),
    sql<{
      id: string;
      name: string;
    }>`select id, name from member where workspace_id = ${workspaceId} and disabled_at is null
      order by role = 'ambassador', lower(name), id limit 500`.execute(db),
    sql<{ open: number; teams: boolean }>`select w.teams_open as teams,
        (select count(*)::int from member m where m.workspace_id = w.id and m.disabled_at is null and m.topics_chosen_at is null
          and exists (select from account a where a.workspace_id = m.workspace_id and a.member_id = m.id and a.state <> 'disconnected')) as open
      from workspace w where w.id = ${workspaceId}`.execute(db),
    tellsOfPeople(db, workspaceId),
  ]);
  const workspace = own.rows[0]!;
  const told = (count: number): number | null => groupOf(count, tells);
  const followers = new Map(counts.rows.map(({ id, count }) => [id, count]));
  const feeding = Map.groupBy(feeders.rows, ({ topic }) => topic);
  return {
    topics: topics.map(({ id, key }) => ({
      id,
      followers: told(followers.get(id) ?? 0),
      unfollowed: (followers.get(id) ?? 0) === 0 && workspace.open === 0,
      maps: maps.get(key) ?? [],
      feeders: (feeding.get(id) ?? []).map(({ id: who, name }) => ({ id: who, name })),
    })),
    teams: teams.rows.map(({ id, count }) => ({ id, people: told(count) })),
    open: told(workspace.open),
    teamsOpen: workspace.teams,
    members: members.rows,
  };
}

/** By a topic's key the maps whose live version or draft names it, by name. */
async function mapsByTopic(db: Db, workspaceId: string): Promise<Map<string, Use["topics"][number]["maps"]>> {
  const keys = await topicKeys(db, workspaceId);
  const { rows } = await sql<{ id: string; name: string; live: boolean; topic: string }>`
    select m.id, m.name, bool_or(d.live) as live, t.topic from map m
    left join version v on v.workspace_id = m.workspace_id and v.map_id = m.id and v.number = m.live_version
    cross join lateral (values (m.draft, false), (v.document, m.state = 'live')) as d(document, live)
    cross join lateral (select x.topic#>>'{}' as topic from
      jsonb_path_query(d.document, 'lax $.nodes[*] ? (@.type == "ambassadors").config.topics[*] ? (@.type() == "string")') as x(topic)) t
    where m.workspace_id = ${workspaceId} and m.state <> 'archived' group by m.id, m.name, t.topic order by lower(m.name), m.id`.execute(
    db,
  );
  const found = new Map<string, Map<string, Use["topics"][number]["maps"][number]>>();
  for (const { topic, ...map } of rows) {
    const key = keys.get(topicWord(topic)) ?? topic;
    const maps = found.get(key) ?? new Map<string, Use["topics"][number]["maps"][number]>();
    maps.set(map.id, { ...map, live: map.live || maps.get(map.id)?.live === true });
    found.set(key, maps);
  }
  return new Map([...found].map(([key, maps]) => [key, [...maps.values()]]));
}
