import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { fewest } from "../results/group.ts";
import { spanDays } from "../results/sums.ts";
import { type Asked, byPerson, movedIn, sumsOf } from "../results/told.ts";

type Coverage = Reply<"editorialCoverage">;
/** What went out in one cell on one side, and of how many people. */
export type Spoken = Coverage["cells"][number] & { company: boolean; people: number };

/**
 * What went out of each topic on each network in the last weeks, this one included; weeks begin on Monday in the workspace's zone. Of people's own
 * accounts a cell is told only where five of them published in it: a manager sees what was covered, not who did it.
 */
export async function readCoverage(db: Db, workspaceId: string, weeks: number): Promise<Coverage> {
  const { rows: found } = await sql<{ week: string }>`
    select to_char(date_trunc('week', now() at time zone w.zone)::date - n * 7, 'YYYY-MM-DD') as week
    from workspace w, generate_series(${weeks - 1}::int, 0, -1) n where w.id = ${workspaceId}`.execute(db);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return { weeks: [], cells: [], apart: 0 };
  const until = new Date(Date.parse(last.week) + 6 * 86_400_000).toISOString().slice(0, 10);
  // Whoever lets figures about them be seen is one of the people here.
  const asked = { workspaceId, period: { since: first.week, until }, tells: false };
  const rows = await spokenIn(db, asked);
  const told = rows.filter(({ company, people }) => company || people >= fewest);
  const cells = new Map<string, Coverage["cells"][number]>();
  for (const { week, topic, network, posts, own } of told) {
    const name = JSON.stringify([week, topic, network]);
    const known = cells.get(name) ?? { week, topic, network, posts: 0, own: 0 };
    cells.set(name, { ...known, posts: known.posts + posts, own: known.own + own });
  }
  const sum = (some: readonly Spoken[]): number => some.reduce((all, { posts }) => all + posts, 0);
  return { weeks: found.map(({ week }) => week), cells: [...cells.values()], apart: sum(rows) - sum(told) };
}

/** Each cell's sides, whole, before people are hushed. `asked` begins on a Monday. */
export async function spokenIn(db: Db, asked: Asked): Promise<Spoken[]> {
  const { rows } = await sql<Spoken>`
    with ${movedIn(asked.workspaceId)}, ${sumsOf(asked, "said", sql`to_char(date_trunc('week', r.day), 'YYYY-MM-DD') || ' ' || r.key`)},
    people as (
      select to_char(date '1970-01-05' + (c.span * ${sql.lit(spanDays)} + c.n * 7), 'YYYY-MM-DD') as week, c.* from (
        select p.span, n, p.key, p.side, count(p.member_id)::int as people from (${byPerson(asked, "said", sql`p.key`, { spans: true })}) p
        cross join generate_series(0, ${sql.lit(spanDays / 7 - 1)}) n where (p.any_days >> (7 * n)) & 127 <> 0 group by 1, 2, 3, 4) c)
    select p.week, substr(p.key, strpos(p.key, ':') + 1) as topic, split_part(p.key, ':', 1) as network, p.side = 0 as company,
      p.people, s.posts::int, s.own_content::int as own
    from people p join summed s on s.key = p.week || ' ' || p.key and s.side = p.side order by 1, 2, 3, 4`.execute(db);
  return rows;
}
