import { type RawBuilder, sql } from "kysely";
import { conversionColumns, conversionKinds } from "#engine/conversion.ts";
import type { Db } from "#server/ports.ts";
import type { Bare, Facet } from "#server/results/cells.ts";
import { figures } from "#server/results/figures.ts";

type Days = { workspaceId: string; since: string; until: string; tells: boolean };
const tables = {
  network: sql`result_day`,
  map: sql`result_day`,
  topic: sql`facet_day`,
  campaign: sql`facet_day`,
} satisfies Record<Facet, RawBuilder<unknown>>;
const keys = {
  network: sql`a.network`,
  map: sql`r.map_id::text`,
  topic: sql`substr(r.facet, 7)`,
  campaign: sql`substr(r.facet, 10)`,
} satisfies Record<Facet, RawBuilder<unknown>>;
const within = ({ workspaceId, since, until }: Days) =>
  sql`r.workspace_id = ${workspaceId} and r.day between ${since}::date and ${until}::date`;
const owner = sql`join account a on a.workspace_id = r.workspace_id and a.id = r.account_id
  left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id`;

/** Cells as `server/results/cells.ts` gives them, counted straight from the rows of every day and account. */
export async function straightCells(
  db: Db,
  days: Days,
  by: Facet,
  group: RawBuilder<unknown> = keys[by],
  only: RawBuilder<unknown> = sql`true`,
): Promise<(Bare & { key: string })[]> {
  const { rows } = await sql<Bare & { key: string }>`
    select ${group} as key, ${days.tells ? sql`coalesce(m.figures_shown, false)` : sql`false`} as open, a.member_id is null and not a.former as company, sum(r.posts)::int as posts,
      sum(r.clicks)::float8 as clicks, sum(r.robots)::float8 as robots, sum(r.own)::float8 as own, count(distinct a.member_id)::int as clickers,
      sum(r.confirmed)::int as confirmed, sum(r.potential)::float8 as potential, sum(r.potential_of)::int as potential_of,
      ${sql.join(conversionKinds.map((kind) => sql`sum(r.${sql.ref(conversionColumns[kind])})::int as ${sql.ref(kind)}`))},
      ${sql.join(
        figures.flatMap((name) => [
          sql`sum(r.${sql.ref(name)})::float8 as ${sql.ref(name)}, sum(r.${sql.ref(`${name}_of`)})::int as ${sql.ref(`${name}_of`)}`,
          sql`count(distinct a.member_id) filter (where r.${sql.ref(`${name}_of`)} > 0)::int as ${sql.ref(`${name}_by`)}`,
        ]),
      )}
    from ${tables[by]} r ${owner} where ${within(days)} and ${only}
      ${by === "topic" || by === "campaign" ? sql`and starts_with(r.facet, ${`${by}:`})` : sql``} group by 1, 2, 3`.execute(
    db,
  );
  return rows;
}

/** Who published: each day, and in all. */
export async function straightActive(db: Db, days: Days): Promise<{ day: string | null; active: number }[]> {
  const { rows } = await sql<{ day: string | null; active: number }>`
    select to_char(r.day, 'YYYY-MM-DD') as day, count(distinct a.member_id)::int as active from result_day r ${owner}
    where ${within(days)} and r.posts > 0 group by grouping sets ((r.day), ()) order by 1 nulls last`.execute(db);
  return rows;
}

/** What was spoken of: as the coverage's rows before people are hushed. */
export async function straightSpoken(db: Db, days: Days) {
  const { rows } = await sql<{
    week: string;
    topic: string;
    network: string;
    company: boolean;
    people: number;
    posts: number;
    own: number;
  }>`
    select to_char(date_trunc('week', r.day), 'YYYY-MM-DD') as week, r.topic, a.network, a.member_id is null and not a.former as company,
      count(distinct a.member_id)::int as people, sum(r.posts)::int as posts, sum(r.own)::int as own
    from topic_day r ${owner} where ${within(days)} group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  return rows;
}
