import { type RawBuilder, sql } from "kysely";
import { conversionColumns } from "#engine/conversion.ts";
import { figures, figureColumns } from "./figures.ts";

/**
 * The coarser sums of days (`sum_day`, `sum_account`). They are written by the statements that write the finer rows, under a lock of the account's side
 * (`sum_side`): whatever the finer rows say of an account that has a side is in the sums, and nothing else (sides.ts).
 */
export const kinds = ["campaign", "map", "network", "topic", "said"] as const;
export type Kind = (typeof kinds)[number];

/** On which side an account `a` of a member `m` is as of now. */
export const sideNow = sql`(case when a.member_id is null and not a.former then 0 when coalesce(m.figures_shown, false) then 2 else 1 end)::smallint`;

/** Days of one row of `sum_account`, from a Monday on: eight weeks. */
export const spanDays = 56;
const dayNumber = (day: RawBuilder<unknown>): RawBuilder<number> => sql`(${day} - date '1970-01-05')`;
export const spanOf = (day: RawBuilder<unknown>): RawBuilder<number> => sql`(${dayNumber(day)} / ${sql.lit(spanDays)})`;
export const bitOf = (day: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(1::bigint << (${dayNumber(day)} % ${sql.lit(spanDays)}))`;

/** Columns that are added up, as `result_day` and `sum_day` have them. */
export const added = [
  ...["posts", "confirmed", "potential", "potential_of", "measured", "clicks", "robots", "own"],
  ...Object.values(conversionColumns),
  ...figureColumns,
];
/** Which column of a finer row says that a day's bit is set. */
export const dayColumns: Record<string, string> = {
  post_days: "posts",
  ...Object.fromEntries(figures.map((figure) => [`${figure}_days`, `${figure}_of`])),
};

/** Inserts into `sum_day`, adding to what is there. `from` names rows with `workspace_id`, `kind`, `key`, `day`, `side` and the columns. */
export const intoDays = (
  from: RawBuilder<unknown>,
  columns: readonly string[],
  readAt?: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  insert into sum_day (workspace_id, kind, key, day, side, ${sql.join(columns.map((name) => sql.ref(name)))}${readAt ? sql`, read_at` : sql``})
  select workspace_id, kind, key, day, side, ${sql.join(columns.map((name) => sql`sum(${sql.ref(name)})`))}${readAt ? sql`, max(${readAt})` : sql``}
  from ${from} group by workspace_id, kind, day, key, side order by workspace_id, kind, day, key, side
  on conflict (workspace_id, kind, day, key, side) do update set ${sql.join([
    ...columns.map((name) => sql`${sql.ref(name)} = ${sql.ref(`sum_day.${name}`)} + ${sql.ref(`excluded.${name}`)}`),
    ...(readAt ? [sql`read_at = greatest(sum_day.read_at, excluded.read_at)`] : []),
  ])}`;

/** Inserts into `sum_account`; what is known already is left as it is. `from` names rows with `workspace_id`, `kind`, `key`, `day`, `account_id` and the columns. */
export function intoAccounts(from: RawBuilder<unknown>, columns: readonly string[]): RawBuilder<unknown> {
  const days = Object.entries(dayColumns).filter(([, of]) => columns.includes(of));
  const bit = bitOf(sql.ref("day"));
  const bits = ["any_days", ...days.map(([name]) => name)];
  return sql`
  insert into sum_account (workspace_id, kind, span, key, account_id, ${sql.join(bits.map((name) => sql.ref(name)))})
  select workspace_id, kind, ${spanOf(sql.ref("day"))}, key, account_id, bit_or(${bit})${sql.join(
    days.map(([, of]) => sql`, bit_or(case when ${sql.ref(of)} > 0 then ${bit} else 0 end)`),
    sql``,
  )}
  from ${from} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
  on conflict (workspace_id, kind, span, key, account_id) do update set ${sql.join(
    bits.map((name) => sql`${sql.ref(name)} = ${sql.ref(`sum_account.${name}`)} | ${sql.ref(`excluded.${name}`)}`),
  )}
  where ${sql.join(
    bits.map((name) => sql`${sql.ref(`excluded.${name}`)} & ~${sql.ref(`sum_account.${name}`)} <> 0`),
    sql` or `,
  )}`;
}

/**
 * The parts of a statement that add gains to the coarser sums, after its part `after`. Whoever adds up an account meanwhile waits for the lock that is taken
 * here, or is waited for. An account that is met for the first time has no side: its finer rows speak for it until it is given one. The lock is an update that changes nothing: a row lock that had to wait
 * would ask the walls once more, outside of what the statement may do.
 */
export const addSums = (
  gains: string,
  columns: readonly string[],
  { read = false, after }: { read?: boolean; after: string },
): RawBuilder<unknown> => sql`
  met as (
    insert into sum_side (workspace_id, account_id) select distinct workspace_id, account_id from ${sql.ref(gains)}
    where (select count(*) from ${sql.ref(after)}) >= 0 order by 1, 2
    on conflict (workspace_id, account_id) do update set side = sum_side.side returning workspace_id, account_id, side),
  sided as materialized (
    select g.*, a.network, s.side from met s
    join ${sql.ref(gains)} g on g.workspace_id = s.workspace_id and g.account_id = s.account_id
    join account a on a.workspace_id = g.workspace_id and a.id = g.account_id where s.side is not null),
  grouped as materialized (
    select g.workspace_id, f.kind, f.key, g.day, g.side, g.account_id, ${sql.join(columns.map((name) => sql.ref(`g.${name}`)))} from sided g cross join lateral (
      select 'network' as kind, g.network as key union all select 'map', g.map_id || ':' || g.network
      union all select split_part(x, ':', 1), substr(x, strpos(x, ':') + 1) from unnest(g.facets) x) f),
  summed_days as (${intoDays(sql`grouped`, columns, read ? sql`now()` : undefined)} returning 1),
  summed as (${intoAccounts(sql`(select * from grouped where (select count(*) from summed_days) >= 0) g`, columns)} returning 1)`;
