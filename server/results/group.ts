import { type RawBuilder, sql } from "kysely";
import { conversionColumns, type ConversionKind, conversionKinds } from "#engine/conversion.ts";
import { type Figure, figures } from "./figures.ts";

/**
 * How a post on somebody's own account fared is that person's business. Whoever runs maps sees the company's accounts, and of people only
 * what at least so many of them did together.
 */
export const fewest = 5;

/** Numbers of some posts, and of how many different people's each is; the company's accounts are of no person. */
export type Cell = {
  company: boolean;
  posts: number;
  clicks: number;
  robots: number;
  own: number;
  clickers: number;
  confirmed: number;
  potential: number;
  potential_of: number;
} & Record<ConversionKind, number> &
  Record<Figure | `${Figure}_of` | `${Figure}_by`, number>;

/** The sums of a `Cell` over rows of `result_day r` joined to `account a`. */
export const cellColumns: RawBuilder<unknown> = sql`a.member_id is null and not a.former as company, sum(r.posts)::int as posts,
  sum(r.clicks)::float8 as clicks, sum(r.robots)::float8 as robots, sum(r.own)::float8 as own, count(distinct a.member_id)::int as clickers,
  sum(r.confirmed)::int as confirmed, sum(r.potential)::float8 as potential, sum(r.potential_of)::int as potential_of,
  ${sql.join(conversionKinds.map((kind) => sql`sum(r.${sql.ref(conversionColumns[kind])})::int as ${sql.ref(kind)}`))},
  ${sql.join(
    figures.flatMap((figure) => [
      sql`sum(r.${sql.ref(figure)})::float8 as ${sql.ref(figure)}`,
      sql`sum(r.${sql.ref(`${figure}_of`)})::int as ${sql.ref(`${figure}_of`)}`,
      sql`count(distinct a.member_id) filter (where r.${sql.ref(`${figure}_of`)} > 0)::int as ${sql.ref(`${figure}_by`)}`,
    ]),
  )}`;

const enough = (cell: Cell, people: number): boolean => cell.company || people >= fewest;

export type Visits = { people: number; robots: number; own: number };
export type Counted = {
  posts: number;
  /** Posts whose numbers are not shown since they are of fewer than five people. */
  apart: number;
  visits: Visits;
  /** Posts that their network confirmed; a 202 is none. */
  confirmed: number;
  /** Followers of the accounts when posts went out, added up over posts: no number of people. */
  potential: { sum: number; of: number };
  conversions: Record<ConversionKind, number>;
  /** What was told at all: the sum, and of how many posts. */
  figures: Partial<Record<Figure, { sum: number; of: number }>>;
};

export const nothing = (): Counted => ({
  posts: 0,
  apart: 0,
  confirmed: 0,
  visits: { people: 0, robots: 0, own: 0 },
  potential: { sum: 0, of: 0 },
  conversions: { visit: 0, contact: 0, registration: 0, entry: 0, hire: 0 },
  figures: {},
});

/** Adds up what may be shown of some cells. Cells are apart from each other, so that no two sums differ by what one person did. */
export function addUp(cells: readonly Cell[]): Counted {
  const sum = nothing();
  for (const cell of cells) {
    sum.posts += cell.posts;
    sum.confirmed += cell.confirmed;
    const shown = enough(cell, cell.clickers);
    if (!shown) sum.apart += cell.posts;
    if (shown) {
      sum.visits.people += cell.clicks;
      sum.visits.robots += cell.robots;
      sum.visits.own += cell.own;
      sum.potential.sum += cell.potential;
      sum.potential.of += cell.potential_of;
      for (const kind of conversionKinds) sum.conversions[kind] += cell[kind];
    }
    for (const figure of figures) {
      const of = cell[`${figure}_of`];
      if (of === 0 || !enough(cell, cell[`${figure}_by`])) continue;
      const known = sum.figures[figure] ?? { sum: 0, of: 0 };
      sum.figures[figure] = { sum: known.sum + cell[figure], of: known.of + of };
    }
  }
  return sum;
}

/**
 * Whether every group of people among some cells is large enough for all that is told of it. Sums by day are shown of people only then: with a
 * day left out, the rest of the whole would be that day.
 */
export const isLarge = (cells: readonly Cell[]): boolean =>
  cells.every(
    (cell) =>
      enough(cell, cell.clickers) &&
      figures.every((figure) => cell[`${figure}_of`] === 0 || enough(cell, cell[`${figure}_by`])),
  );
