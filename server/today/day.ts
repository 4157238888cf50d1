import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { face } from "../ledger/telling.ts";
import { goesOutAt } from "../ledger/views.ts";
import type { Db } from "../ports.ts";

type Today = Reply<"today">;

/** How far is counted what is planned, and how many faces half an hour shows. */
const [farthest, faces] = [1000, 3];
/** Half an hour, in seconds. */
const half = 1800;

/** The day as it is in the workspace's time zone, from its midnight to its next; `back`: so many days before. */
export const dayOf = (workspaceId: string, back = 0) => sql`(
  select w.zone, d at time zone w.zone as starts, (d + interval '1 day') at time zone w.zone as ends,
    (d + interval '7 hours 30 minutes') at time zone w.zone as "from", (d + interval '20 hours') at time zone w.zone as "to"
  from workspace w, lateral (select date_trunc('day', now() at time zone w.zone) - make_interval(days => ${back}::int) as d) x where w.id = ${workspaceId}) t`;

/** Who speaks by an account `a`: a person with all of theirs, and the company by each name it has. */
export const voice = sql`coalesce(a.member_id::text, a.name)`;

/** What is to go out before a time of `t`, as the lanes stand: a delivery `d` with its account `a`. */
const waiting = (
  workspaceId: string,
) => sql`delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
  left join lane l on l.workspace_id = d.workspace_id and l.account_id = d.account_id
  where d.workspace_id = ${workspaceId} and d.state in ('ready','retry_wait')`;

/**
 * The day by half hours: what went out, and what is to, with those who say it. Of what is planned so many are looked at and no more, and
 * then `more` says so. `next`: when something goes out after this day.
 */
export async function readDay(db: Db, workspaceId: string): Promise<Pick<Today, "line" | "planned">> {
  type Row = Omit<Today["line"], "slots"> & { slots: Today["line"]["slots"] | null; planned: number };
  const { rows } = await sql<Row>`
    with day as materialized (select * from ${dayOf(workspaceId)}),
    due as materialized (
      select greatest(${goesOutAt}, now()) as at, d.account_id, ${voice} as who, false as out from ${waiting(workspaceId)}
        and d.due_at < (select ends from day) and ${goesOutAt} < (select ends from day) limit ${farthest + 1}),
    gone as materialized (
      select d.published_at as at, d.account_id, ${voice} as who, true as out from delivery d
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where d.workspace_id = ${workspaceId} and d.state = 'published' and d.published_at >= (select starts from day)
        and d.settled_at >= (select starts from day)),
    moment as materialized (
      select e.*, floor(extract(epoch from e.at) / ${half})::bigint as slot from (select * from gone union all select * from due) e),
    slot as (
      select slot, out, count(*)::int as posts, count(distinct who)::int as voices from moment group by slot, out)
    select day.zone, day."from", day."to", (select count(*)::int from due) as planned,
      (select min(l.next_at) from lane l where l.workspace_id = ${workspaceId} and l.next_at >= day.ends) as next,
      (select json_agg(json_build_object('at', to_char(to_timestamp(s.slot * ${half}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          'out', s.out, 'posts', s.posts, 'voices', s.voices, 'faces', (
            select coalesce(json_agg(${face} order by f.at), '[]') from (
              select max(account_id::text)::uuid as account_id, min(at) as at from moment m where m.slot = s.slot and m.out = s.out
              group by who order by 2 limit ${faces}) f
            join account a on a.workspace_id = ${workspaceId} and a.id = f.account_id)) order by s.slot, s.out desc) from slot s) as slots
    from day`.execute(db);
  const { planned, slots, ...line } = rows[0]!;
  return {
    line: { ...line, slots: slots ?? [] },
    planned: { posts: Math.min(planned, farthest), more: planned > farthest },
  };
}

/**
 * The week that this day is in, by days: what went out, as results count it (this day's is the caller's, from the ledger itself), and what
 * is planned so far.
 */
export async function readWeek(db: Db, workspaceId: string, out: number): Promise<Today["week"]> {
  type Row = { day: string; today: boolean; past: boolean; out: number; planned: number; all: number };
  const { rows } = await sql<Row>`
    with week as materialized (
      select w.zone, (now() at time zone w.zone)::date as today, date_trunc('week', now() at time zone w.zone)::date as monday
      from workspace w where w.id = ${workspaceId}),
    due as materialized (
      select (greatest(${goesOutAt}, now()) at time zone (select zone from week))::date as day from ${waiting(workspaceId)}
        and d.due_at < ((select monday from week) + 7)::timestamp at time zone (select zone from week) limit ${farthest + 1}),
    gone as materialized (
      select r.day, sum(r.posts)::int as posts from result_day r
      where r.workspace_id = ${workspaceId} and r.day >= (select monday from week) and r.day < (select today from week) group by 1)
    select (week.monday + n)::text as day, week.monday + n = week.today as today, week.monday + n < week.today as past,
      coalesce((select posts from gone where day = week.monday + n), 0) as out,
      (select count(*)::int from due where day = week.monday + n) as planned, (select count(*)::int from due) as all
    from week, generate_series(0, 6) n order by n`.execute(db);
  return {
    days: rows.map(({ all: _all, ...row }) => (row.today ? { ...row, out } : row)),
    more: (rows[0]?.all ?? 0) > farthest,
  };
}
