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

/** By the names of `figureColumns`: what a post gained, from its counts before (null: none) to those that were read now. */
export const gainedFigures = (now: RawBuilder<unknown>, before: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql.join(
    figures.flatMap((figure) => {
      // What a network no longer tells, or did not find this time, keeps what it was.
      const grown = sql`case when ${toldOf(now, figure)} = 1 then ${valueOf(now, figure)} - ${valueOf(before, figure)} else 0 end`;
      const first = sql`case when ${toldOf(now, figure)} = 1 and ${toldOf(before, figure)} = 0 then 1 else 0 end`;
      return [sql`${grown} as ${sql.ref(figure)}`, sql`${first} as ${sql.ref(`${figure}_of`)}`];
    }),
  );
