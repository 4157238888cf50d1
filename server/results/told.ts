import { type RawBuilder, sql } from "kysely";
import { conversionColumns, conversionKinds } from "#engine/conversion.ts";
import type { Period } from "./period.ts";
import { figures } from "./figures.ts";
import { added, bitOf, dayColumns, type Kind, sideNow, spanDays, spanOf } from "./sums.ts";

/**
 * What pages read of the coarser sums, as parts of their statements. An account that is not where its numbers stand (it has no side yet, or went over to
 * another) is told by its finer rows, so that what is read is at each moment what these say.
 */
export type Asked = { workspaceId: string; period: Pick<Period, "since" | "until">; tells: boolean };
/** Only groups whose key, or what `of` makes of it, is one of these. */
type Only = { keys: readonly string[]; of: (key: RawBuilder<unknown>) => RawBuilder<unknown> } | undefined;

const members = sql`left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id`;
/** Where no figures about one person are told, whoever would let them be seen is one of the others. */
const sideTold = (tells: boolean, side: RawBuilder<unknown>): RawBuilder<unknown> =>
  tells ? side : sql`least(${side}, 1)`;

/** The part that all others need: accounts that are told by their finer rows. */
export const movedIn = (workspaceId: string): RawBuilder<unknown> => sql`
  moved as materialized (
    select a.id, a.network, s.side as held, ${sideNow} as now from account a ${members}
    left join sum_side s on s.workspace_id = a.workspace_id and s.account_id = a.id
    where a.workspace_id = ${workspaceId} and s.side is distinct from ${sideNow})`;

const facetRows = (kind: "topic" | "campaign") => ({
  table: sql`facet_day`,
  key: sql`substr(r.facet, ${sql.lit(kind.length + 2)})`,
  kept: sql`r.facet >= ${sql.lit(`${kind}:`)} and r.facet < ${sql.lit(`${kind};`)}`,
});
const places: Record<Kind, Record<"table" | "key" | "kept", RawBuilder<unknown>>> = {
  network: { table: sql`result_day`, key: sql`v.network`, kept: sql`true` },
  map: { table: sql`result_day`, key: sql`r.map_id || ':' || v.network`, kept: sql`true` },
  topic: facetRows("topic"),
  campaign: facetRows("campaign"),
  said: { table: sql`topic_day`, key: sql`v.network || ':' || r.topic`, kept: sql`true` },
};
/** Columns that a kind's finer rows have: what is spoken of has none of the others. */
const columnsOf = (kind: Kind): [name: string, of: string][] =>
  kind === "said"
    ? [
        ["posts", "posts"],
        ["own_content", "own"],
      ]
    : added.map((name) => [name, name]);

/** Finer rows of an account `v`, as `key`, `day` and its columns. */
function fineOf({ workspaceId, period }: Asked, kind: Kind): RawBuilder<unknown> {
  const { table, key, kept } = places[kind];
  const columns = columnsOf(kind).map(([name, of]) => sql`r.${sql.ref(of)} as ${sql.ref(name)}`);
  return sql`select ${key} as key, r.day, ${kind === "said" ? sql`null::timestamptz` : sql`r.read_at`} as read_at, ${sql.join(columns)} from ${table} r
    where r.workspace_id = ${workspaceId} and r.account_id = v.id and r.day between ${period.since}::date and ${period.until}::date and ${kept} offset 0`;
}
const among = (only: Only, key: RawBuilder<unknown>): RawBuilder<unknown> =>
  only === undefined ? sql`` : sql`and ${only.of(key)} = any(${only.keys}::text[])`;

/** The part `summed`: by `group` (of rows `r` with `key` and `day`) and side. */
export function sumsOf(asked: Asked, kind: Kind, group: RawBuilder<unknown>, only?: Only): RawBuilder<unknown> {
  const { workspaceId, period, tells } = asked;
  const names = columnsOf(kind).map(([name]) => name);
  return sql`
  summed as materialized (
    select ${group} as key, ${sideTold(tells, sql`r.side`)} as side, max(r.read_at) as read_at, ${sql.join(names.map((name) => sql`sum(r.${sql.ref(name)}) as ${sql.ref(name)}`))}
    from (
      select r.key, r.day, r.side, r.read_at, ${sql.join(names.map((name) => sql`r.${sql.ref(name)}`))} from sum_day r
      where r.workspace_id = ${workspaceId} and r.kind = ${kind} and r.day between ${period.since}::date and ${period.until}::date ${among(only, sql`r.key`)}
      union all
      select f.key, f.day, y.side, f.read_at, ${sql.join(names.map((name) => sql`y.sign * f.${sql.ref(name)}`))}
      from moved v cross join lateral (${fineOf(asked, kind)}) f cross join lateral (values (v.held, -1), (v.now, 1)) y(side, sign)
      where y.side is not null ${among(only, sql`f.key`)}) r group by 1, 2)`;
}

const bits = ["any_days", ...Object.keys(dayColumns)];
const listed = (value: (name: string) => RawBuilder<unknown>): RawBuilder<unknown> =>
  sql.join(bits.map((name) => sql`${value(name)} as ${sql.ref(name)}`));

/** On which of the asked days accounts are in which groups: `key`, `span`, `account_id` and the days' bits. */
export function presentIn(asked: Asked, kind: Kind, only?: Only): RawBuilder<unknown> {
  const { workspaceId, period } = asked;
  const spans = spansOf(period);
  const told = new Set(columnsOf(kind).map(([name]) => name));
  const bit = bitOf(sql`f.day`);
  const fine = (name: string): RawBuilder<unknown> =>
    name === "any_days"
      ? sql`bit_or(${bit})`
      : told.has(dayColumns[name]!)
        ? sql`bit_or(case when f.${sql.ref(dayColumns[name]!)} > 0 then ${bit} else 0 end)`
        : sql`0::bigint`;
  return sql`
    select p.key, p.span, p.account_id, ${listed((name) => sql`p.${sql.ref(name)} & q.mask`)}
    from unnest(${spans.map(({ span }) => span)}::int[], ${spans.map(({ mask }) => String(mask))}::bigint[]) q(span, mask)
    cross join lateral (select * from sum_account p where p.workspace_id = ${workspaceId} and p.kind = ${kind} and p.span = q.span ${among(only, sql`p.key`)}) p
    where p.any_days & q.mask <> 0
    union all
    select f.key, ${spanOf(sql`f.day`)}, v.id, ${listed(fine)} from moved v cross join lateral (${fineOf(asked, kind)}) f
    where v.held is null ${among(only, sql`f.key`)} group by 1, 2, 3`;
}

/** The same by person, and by account where it is nobody's: by `group` (of rows `p`), side and, with `spans`, span; with `member_id`. */
export const byPerson = (
  asked: Asked,
  kind: Kind,
  group: RawBuilder<unknown>,
  { only, spans = false }: { only?: Only; spans?: boolean } = {},
): RawBuilder<unknown> => sql`
  select ${group} as key, ${spans ? sql`p.span` : sql`0`} as span, ${sideTold(asked.tells, sideNow)} as side, a.member_id, coalesce(a.member_id, a.id) as who, ${listed((name) => sql`bit_or(p.${sql.ref(name)})`)}
  from (${presentIn(asked, kind, only)}) p join account a on a.workspace_id = ${asked.workspaceId} and a.id = p.account_id ${members} group by 1, 2, 3, 4, 5`;

/** The part `days`: each asked day with its place in the bits. */
export const daysIn = ({ period }: Asked): RawBuilder<unknown> => sql`
  days as materialized (select x.day, ${spanOf(sql`x.day`)} as span, ${bitOf(sql`x.day`)} as bit
    from (select d::date as day from generate_series(${period.since}::date, ${period.until}::date, interval '1 day') d) x)`;

/** Of how many different people there is anything, and each figure; `has` says of a row which of its bits count. */
export const counted = (has: (bits: RawBuilder<unknown>) => RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`count(p.member_id) as clickers, ${sql.join(
    figures.map(
      (figure) =>
        sql`count(p.member_id) filter (where ${has(sql`p.${sql.ref(`${figure}_days`)}`)}) as ${sql.ref(`${figure}_by`)}`,
    ),
  )}`;

/** The end of a statement with the parts `people` (`key`, `side` and how many) and `summed`: their cells. */
export const cells: RawBuilder<unknown> = sql`
  select p.key, p.side = 2 as open, p.side = 0 as company, s.read_at as "readAt", s.posts::int, s.clicks::float8, s.robots::float8, s.own::float8, p.clickers::int,
    s.confirmed::int, s.potential::float8, s.potential_of::int, ${sql.join(conversionKinds.map((kind) => sql`s.${sql.ref(conversionColumns[kind])}::int as ${sql.ref(kind)}`))},
    ${sql.join(figures.map((name) => sql`s.${sql.ref(name)}::float8, s.${sql.ref(`${name}_of`)}::int, p.${sql.ref(`${name}_by`)}::int`))}
  from people p join summed s on s.key = p.key and s.side = p.side`;

const dayMs = 86_400_000;
/** Of a stretch of days: each row of bits that it touches, and which of its bits. */
export function spansOf({ since, until }: Asked["period"]): { span: number; mask: bigint }[] {
  // The first Monday is the fifth day of that time.
  const [first, last] = [Date.parse(since) / dayMs - 4, Date.parse(until) / dayMs - 4];
  const spans: { span: number; mask: bigint }[] = [];
  for (let span = Math.floor(first / spanDays); span * spanDays <= last; span += 1) {
    const from = BigInt(Math.max(0, first - span * spanDays));
    const to = BigInt(Math.min(spanDays - 1, last - span * spanDays));
    spans.push({ span, mask: (1n << (to + 1n)) - (1n << from) });
  }
  return spans;
}
