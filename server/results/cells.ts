import { sql } from "kysely";
import type { Db } from "../ports.ts";
import { figures } from "./figures.ts";
import { addUp, type Cell, type Counted, fewest } from "./group.ts";
import { type Asked, byPerson, cells, counted, daysIn, movedIn, sumsOf } from "./told.ts";

/** `open`: of people who let figures about them be seen alone. */
export type Bare = Cell & { open: boolean; readAt: string | null };
export type Facet = "map" | "network" | "topic" | "campaign";

const people = (asked: Asked, by: Facet, group: "key" | "all", keys?: readonly string[]) => sql`
  people as (
    select p.key, p.side, ${counted((bits) => sql`${bits} <> 0`)} from (${byPerson(asked, by, group === "key" ? sql`p.key` : sql`''`, { keys })}) p group by 1, 2)`;

/** Sums of a stretch of days: of each group of a dimension the company's, those of people who may be seen, and of the others. */
export async function cellsBy(db: Db, asked: Asked, by: Facet): Promise<(Bare & { key: string })[]> {
  const { rows } = await sql<Bare & { key: string }>`
    with ${movedIn(asked.workspaceId)}, ${sumsOf(asked, by, sql`r.key`)}, ${people(asked, by, "key")} ${cells}`.execute(
    db,
  );
  return rows;
}

/** The same of some groups of a dimension taken together: how many different people they are of cannot be added up. */
export async function cellsTogether(db: Db, asked: Asked, by: Facet, keys: readonly string[]): Promise<Bare[]> {
  const { rows } = await sql<Bare>`
    with ${movedIn(asked.workspaceId)}, ${sumsOf(asked, by, sql`''`, keys)}, ${people(asked, by, "all", keys)} ${cells}`.execute(
    db,
  );
  return rows;
}

export async function cellsByDay(db: Db, asked: Asked): Promise<(Bare & { day: string })[]> {
  const { rows } = await sql<Bare & { key: string }>`
    with ${movedIn(asked.workspaceId)}, ${sumsOf(asked, "network", sql`to_char(r.day, 'YYYY-MM-DD')`)}, ${daysIn(asked)},
    people as (
      select to_char(d.day, 'YYYY-MM-DD') as key, p.side, ${counted((bits) => sql`${bits} & d.bit <> 0`)}
      from (${byPerson(asked, "network", sql`''`, { spans: true })}) p join days d on d.span = p.span and p.any_days & d.bit <> 0 group by 1, 2)
    ${cells}`.execute(db);
  return rows.map(({ key, ...row }) => ({ ...row, day: key }));
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
