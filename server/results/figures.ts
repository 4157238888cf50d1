import { type RawBuilder, sql } from "kysely";

/** What is added up over posts, by the names that networks' counts are stored under; quotes are reposts with words of one's own. */
export const figures = ["views", "reach", "likes", "reposts", "replies"] as const;
export type Figure = (typeof figures)[number];

const sources: Record<Figure, readonly string[]> = {
  views: ["views"],
  reach: ["reach"],
  likes: ["likes"],
  reposts: ["reposts", "quotes"],
  replies: ["replies"],
};

/** Of a post's counts, a jsonb that may be null: the figure, 0 where it is not told. */
const valueOf = (counts: RawBuilder<unknown>, figure: Figure): RawBuilder<number> =>
  sql`(${sql.join(
    sources[figure].map((name) => sql`coalesce((${counts}->>${sql.lit(name)})::bigint, 0)`),
    sql` + `,
  )})`;

/** 1 where the network tells it, else 0: a figure says of how many posts it is. */
const toldOf = (counts: RawBuilder<unknown>, figure: Figure): RawBuilder<number> =>
  sql`(case when ${sql.join(
    sources[figure].map((name) => sql`${counts} ? ${sql.lit(name)}`),
    sql` or `,
  )} then 1 else 0 end)`;

export const figureColumns = figures.flatMap((figure) => [figure, `${figure}_of`]);

/**
 * By the names of `figureColumns`: what a post gained, from all that was told of it before (null: nothing) to what is told now. What a network no longer
 * tells, or did not find this time, keeps what it was, name by name: told again later, it is no gain from nothing.
 */
export const gainedFigures = (now: RawBuilder<unknown>, before: RawBuilder<unknown>): RawBuilder<unknown> => {
  const known = sql`(coalesce(${before}, '{}') || ${now})`;
  return sql.join(
    figures.flatMap((figure) => [
      sql`${valueOf(known, figure)} - ${valueOf(before, figure)} as ${sql.ref(figure)}`,
      sql`${toldOf(known, figure)} - ${toldOf(before, figure)} as ${sql.ref(`${figure}_of`)}`,
    ]),
  );
};
