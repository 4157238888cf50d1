import { type RawBuilder, sql } from "kysely";
import type { Db } from "../ports.ts";
import { figures } from "./figures.ts";
import { addUp, type Cell, type Counted, fewest } from "./group.ts";
import { type Asked, byPerson, cells, counted, daysIn, movedIn, sumsOf } from "./told.ts";

/** `open`: of people who let figures about them be seen alone. */
export type Bare = Cell & { open: boolean; readAt: string | null };
export type Facet = "map" | "network" | "topic" | "campaign";

/** By what groups of a dimension are called: of maps, sums are kept by network as well. */
const named = (by: Facet, key: RawBuilder<unknown>): RawBuilder<unknown> =>
  by === "map" ? sql`split_part(${key}, ':', 1)` : key;

type By = { by: Facet; keys?: readonly string[] | undefined };
/** Cells by what `group` makes of a row's key. */
async function cellsOf(
  db: Db,
  asked: Asked,
  { by, keys }: By,
  group: (key: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<(Bare & { key: string })[]> {
  const only = keys && { keys, of: (key: RawBuilder<unknown>) => named(by, key) };
  const { rows } = await sql<Bare & { key: string }>`
    with ${movedIn(asked.workspaceId)}, ${sumsOf(asked, by, group(sql`r.key`), only)},
    people as (
      select p.key, p.side, ${counted((bits) => sql`${bits} <> 0`)} from (${byPerson(asked, by, group(sql`p.key`), { only })}) p group by 1, 2)
    ${cells}`.execute(db);
  return rows;
}

/** Sums of a stretch of days: of each group of a dimension the company's, those of people who may be seen, and of the others. */
export const cellsBy = (db: Db, asked: Asked, by: Facet): Promise<(Bare & { key: string })[]> =>
  cellsOf(db, asked, { by }, (key) => named(by, key));

/** The same of some groups of a dimension taken together: how many different people they are of cannot be added up. */
export const cellsTogether = (db: Db, asked: Asked, by: Facet, keys: readonly string[]): Promise<Bare[]> =>
  cellsOf(db, asked, { by, keys }, () => sql`''`);

/** Of some maps, by map and network. */
export async function cellsOfMaps(
  db: Db,
  asked: Asked,
  maps: readonly string[],
): Promise<(Bare & { map: string; network: string })[]> {
  const found = await cellsOf(db, asked, { by: "map", keys: maps }, (key) => key);
  return found.map(({ key, ...cell }) => ({
    ...cell,
    map: key.slice(0, key.indexOf(":")),
    network: key.slice(key.indexOf(":") + 1),
  }));
}

/** By day: of everything, or of one map. */
export async function cellsByDay(db: Db, asked: Asked, map?: string): Promise<(Bare & { day: string })[]> {
  const by = map === undefined ? "network" : "map";
  const only = map === undefined ? undefined : { keys: [map], of: (key: RawBuilder<unknown>) => named(by, key) };
  const { rows } = await sql<Bare & { key: string }>`
    with ${movedIn(asked.workspaceId)}, ${sumsOf(asked, by, sql`to_char(r.day, 'YYYY-MM-DD')`, only)}, ${daysIn(asked)},
    people as (
      select to_char(d.day, 'YYYY-MM-DD') as key, p.side, ${counted((bits) => sql`${bits} & d.bit <> 0`)}
      from (${byPerson(asked, by, sql`''`, { only, spans: true })}) p join days d on d.span = p.span and p.any_days & d.bit <> 0 group by 1, 2)
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
