import { sql } from "kysely";
import { readRef } from "#engine/ref.ts";
import type { Face } from "../api/face.ts";
import { week } from "../results/map.ts";
import type { Db } from "../ports.ts";
import type { z } from "zod";

type Voice = z.infer<typeof Face>;
/** The last seven days of a map, oldest first, and who spoke by it in them: `faces` are the first of `voices`. */
export type Week = { days: number[]; voices: number; faces: Voice[] };

/** Faces of a map that a list shows; the rest is a number. */
export const shownFaces = 3;

const face = sql`json_build_object('id', a.id, 'network', a.network, 'name', a.name, 'avatar', a.avatar, 'company', a.member_id is null and not a.former)`;

/** Of maps, where anything went out: at most a row for each account and day is looked at, by the day's own index. */
export async function weeksOf(db: Db, workspaceId: string, maps: readonly string[]): Promise<Map<string, Week>> {
  const { rows } = await sql<Week & { map: string }>`
    with t as materialized (select (now() at time zone w.zone)::date as day, w.person_figures as ranks from workspace w where w.id = ${workspaceId}),
    said as materialized (
      select r.map_id as map, t.day - r.day as ago, r.account_id, r.posts from result_day r cross join t
      where r.workspace_id = ${workspaceId} and r.map_id = any(${maps}::uuid[]) and r.day > t.day - ${week}::int and r.day <= t.day and r.posts > 0),
    voice as (
      select map, coalesce(a.member_id::text, a.name) as who, a.member_id is null and not a.former as company, sum(posts) as posts, min(a.id::text)::uuid as account
      from said join account a on a.workspace_id = ${workspaceId} and a.id = said.account_id group by 1, 2, 3),
    ranked as (
      select voice.*, row_number() over (partition by map order by company desc, case when t.ranks then posts end desc nulls last, account) as place,
        count(*) over (partition by map) as voices from voice cross join t)
    select map, max(voices)::int as voices,
      (select array_agg(coalesce(n, 0) order by day) from generate_series(0, ${week - 1}::int) day
        left join lateral (select sum(posts)::int as n from said where said.map = ranked.map and said.ago = ${week - 1}::int - day) s on true) as days,
      (select json_agg(${face} order by f.place) from ranked f join account a on a.workspace_id = ${workspaceId} and a.id = f.account
        where f.map = ranked.map and f.place <= ${shownFaces}) as faces
    from ranked group by map`.execute(db);
  return new Map(rows.map(({ map, ...said }) => [map, said]));
}

/** `who`: a person with all of theirs, and the company by each name it has, as in what was said. */
type Named = { ref: string; network: string; handle: string; face: Voice; lost: boolean; who: string };

/** The accounts that these references can mean, the company's first, and whether each has to be connected again. */
export async function namedAccounts(db: Db, workspaceId: string, refs: readonly string[]): Promise<Named[]> {
  if (refs.length === 0) return [];
  const read = refs.map(readRef);
  const ids = read.flatMap(({ id }) => (id === null ? [] : [id.replaceAll("%23", "#").replaceAll("%25", "%")]));
  const { rows } = await sql<Named>`
    select a.ref, a.network, a.handle, ${face} as face, a.state = 'reconnect' as lost, coalesce(a.member_id::text, a.name) as who from account a
    where a.workspace_id = ${workspaceId} and a.state <> 'disconnected'
      and (a.handle = any(${read.map(({ handle }) => handle)}::text[]) or a.remote_id = any(${ids.flatMap((id) => [id, id.split("@")[0]!])}::text[]))
    order by a.member_id is not null, a.name`.execute(db);
  return rows;
}

/** What all maps of a workspace did in the last seven days: each map's days are read, and no other row. */
export async function weekOf(db: Db, workspaceId: string): Promise<{ posts: number; maps: number; people: number }> {
  const { rows } = await sql<{ posts: number; maps: number; people: number }>`
    with t as materialized (select (now() at time zone w.zone)::date as day from workspace w where w.id = ${workspaceId})
    select coalesce(sum(r.posts), 0)::int as posts, count(distinct r.map_id)::int as maps, count(distinct a.member_id)::int as people
    from t cross join map m join result_day r on r.workspace_id = m.workspace_id and r.map_id = m.id and r.day > t.day - ${week}::int and r.posts > 0
    join account a on a.workspace_id = r.workspace_id and a.id = r.account_id where m.workspace_id = ${workspaceId}`.execute(
    db,
  );
  return rows[0] ?? { posts: 0, maps: 0, people: 0 };
}
