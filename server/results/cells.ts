import { type RawBuilder, sql } from "kysely";
import type { Db } from "../ports.ts";
import type { Period } from "./period.ts";
import { addUp, byAccount, type Cell, cellColumns, type Counted, fewest } from "./group.ts";
import { figures } from "./figures.ts";

/** `open`: of people who let figures about them be seen alone. */
export type Bare = Cell & { open: boolean; readAt: string | null };
export type Facet = "map" | "network" | "topic" | "campaign";

/** Where the rows of each dimension are, by what they are added up, and what a sum's group is called. */
const places: Record<Facet, Record<"table" | "by" | "key" | "kept", RawBuilder<unknown>>> = {
  map: { table: sql`result_day`, by: sql`r.map_id`, key: sql`r.by::text`, kept: sql`true` },
  network: { table: sql`result_day`, by: sql`null`, key: sql`a.network`, kept: sql`true` },
  topic: {
    ...{ table: sql`facet_day`, by: sql`r.facet`, key: sql`substr(r.by, 7)` },
    kept: sql`r.facet >= 'topic:' and r.facet < 'topic;'`,
  },
  campaign: {
    ...{ table: sql`facet_day`, by: sql`r.facet`, key: sql`substr(r.by, 10)` },
    kept: sql`r.facet >= 'campaign:' and r.facet < 'campaign;'`,
  },
};

/** Whether a row is of somebody who lets it be seen, where figures about one person are told at all. */
const openOf = (tells: boolean): RawBuilder<unknown> => (tells ? sql`coalesce(m.figures_shown, false)` : sql`false`);
const members = sql`left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id`;
const within = (workspaceId: string, { since, until }: Pick<Period, "since" | "until">): RawBuilder<unknown> =>
  sql`r.workspace_id = ${workspaceId} and r.day between ${since}::date and ${until}::date`;

export type Asked = { workspaceId: string; period: Pick<Period, "since" | "until">; tells: boolean };

/** Sums of a stretch of days: of each group of a dimension the company's, those of people who may be seen, and of the others. */
export async function cellsBy(
  db: Db,
  { workspaceId, period, tells }: Asked,
  by: Facet,
): Promise<(Bare & { key: string })[]> {
  const { table, by: inner, key, kept } = places[by];
  const { rows } = await sql<Bare & { key: string }>`
    select ${key} as key, ${openOf(tells)} as open, max(r.read_at) as "readAt", ${cellColumns}
    from ${byAccount(table, sql`${within(workspaceId, period)} and ${kept}`, inner)}
    join account a on a.workspace_id = r.workspace_id and a.id = r.account_id ${members} group by 1, open, company`.execute(
    db,
  );
  return rows;
}

export async function cellsByDay(db: Db, { workspaceId, period, tells }: Asked): Promise<(Bare & { day: string })[]> {
  const { rows } = await sql<Bare & { day: string }>`
    select to_char(r.by, 'YYYY-MM-DD') as day, ${openOf(tells)} as open, max(r.read_at) as "readAt", ${cellColumns}
    from ${byAccount(sql`result_day`, within(workspaceId, period), sql`r.day`)}
    join account a on a.workspace_id = r.workspace_id and a.id = r.account_id ${members} group by r.by, open, company`.execute(
    db,
  );
  return rows;
}

/** The same of some groups of a dimension taken together: how many different people they are of cannot be added up. */
export async function cellsTogether(db: Db, asked: Asked, by: Facet, keys: readonly string[]): Promise<Bare[]> {
  const { table, by: inner, key, kept } = places[by];
  const { rows } = await sql<Bare>`
    select ${openOf(asked.tells)} as open, max(r.read_at) as "readAt", ${cellColumns}
    from ${byAccount(table, sql`${within(asked.workspaceId, asked.period)} and ${kept}`, inner)}
    join account a on a.workspace_id = r.workspace_id and a.id = r.account_id ${members}
    where ${key} = any(${keys}::text[]) group by open, company`.execute(db);
  return rows;
}

export type Sides = { company: Counted; people: Counted; persons: number };

/**
 * The two sides of some cells. People's figures that fewer than five told are left out; `silent` names those that are left out wherever they stand,
 * since what is missing in one group could be found by taking the others from the whole.
 */
export function sidesOf(cells: readonly Bare[], silent: ReadonlySet<string> = new Set()): Sides {
  const hush = (cell: Bare): Bare => {
    const quiet = { ...cell };
    if (!cell.company && !cell.open) for (const figure of figures) if (silent.has(figure)) quiet[`${figure}_of`] = 0;
    return quiet;
  };
  // Whoever lets it be seen needs no others around them.
  const shown = (cell: Bare): Cell => (cell.open ? { ...cell, company: true } : hush(cell));
  const people = cells.filter(({ company }) => !company);
  return {
    company: addUp(cells.filter(({ company }) => company)),
    people: addUp(people.map(shown)),
    persons: people.reduce((sum, { clickers }) => sum + clickers, 0),
  };
}

/** Of people who are not seen alone: so few that a group of them is told with others, if at all. */
export const isFew = ({ company, open, clickers }: Bare): boolean =>
  !company && !open && clickers > 0 && clickers < fewest;

/** Figures that, in some group, fewer than five people told, and somebody did. */
export const silentIn = (cells: readonly Bare[]): Set<string> =>
  new Set(
    figures.filter((figure) =>
      cells.some((cell) => !cell.company && !cell.open && cell[`${figure}_by`] > 0 && cell[`${figure}_by`] < fewest),
    ),
  );
