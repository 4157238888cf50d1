import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { fewest } from "../results/group.ts";

type Coverage = Reply<"editorialCoverage">;
type Row = Coverage["cells"][number] & { company: boolean; people: number };

/**
 * What went out of each topic on each network in the last weeks, this one included; weeks begin on Monday in the workspace's zone. Of people's own
 * accounts a cell is told only where five of them published in it: a manager sees what was covered, not who did it.
 */
export async function readCoverage(db: Db, workspaceId: string, weeks: number): Promise<Coverage> {
  const { rows: found } = await sql<{ week: string }>`
    select to_char(date_trunc('week', now() at time zone w.zone)::date - n * 7, 'YYYY-MM-DD') as week
    from workspace w, generate_series(${weeks - 1}::int, 0, -1) n where w.id = ${workspaceId}`.execute(db);
  const first = found[0]?.week ?? null;
  const { rows } = await sql<Row>`
    select to_char(date_trunc('week', d.day), 'YYYY-MM-DD') as week, d.topic, a.network, a.member_id is null and not a.former as company,
      count(distinct a.member_id)::int as people, sum(d.posts)::int as posts, sum(d.own)::int as own
    from topic_day d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.day >= ${first}::date group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(
    db,
  );
  const told = rows.filter(({ company, people }) => company || people >= fewest);
  const cells = new Map<string, Coverage["cells"][number]>();
  for (const { week, topic, network, posts, own } of told) {
    const name = JSON.stringify([week, topic, network]);
    const known = cells.get(name) ?? { week, topic, network, posts: 0, own: 0 };
    cells.set(name, { ...known, posts: known.posts + posts, own: known.own + own });
  }
  const sum = (some: readonly Row[]): number => some.reduce((all, { posts }) => all + posts, 0);
  return { weeks: found.map(({ week }) => week), cells: [...cells.values()], apart: sum(rows) - sum(told) };
}
