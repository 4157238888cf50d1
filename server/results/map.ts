import { sql } from "kysely";
import type { Db } from "../ports.ts";
import { addUp, type Cell, cellColumns, type Counted, isLarge } from "./group.ts";

/** Days that a page of results looks back, and those that count as the last ones. */
export const span = 28;
export const week = 7;

/** The newest day, in the workspace's time zone. */
const today = (workspaceId: string) =>
  sql`(select (now() at time zone w.zone)::date from workspace w where w.id = ${workspaceId})`;
const tables = sql`result_day r join account a on a.workspace_id = r.workspace_id and a.id = r.account_id`;

export type Glance = {
  posts: { week: number; span: number };
  clicks: { week: number; span: number };
  /** Posts of people who are too few to show their visits. */
  apart: number;
};

/** What maps did, at a glance; those without results are absent. */
export async function glancesOf(db: Db, workspaceId: string, maps: readonly string[]): Promise<Map<string, Glance>> {
  const { rows } = await sql<Cell & { map: string; recent: boolean }>`
    with t as materialized (select ${today(workspaceId)} as day)
    select r.map_id as map, r.day > t.day - ${week}::int as recent, a.network, ${cellColumns} from ${tables} cross join t
    where r.workspace_id = ${workspaceId} and r.map_id = any(${maps}::uuid[]) and r.day > t.day - ${span}::int
    group by r.map_id, recent, a.network, company`.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ map }) => map)].map(([map, cells]) => {
      const [last, all] = [addUp(cells.filter(({ recent }) => recent)), addUp(cells)];
      return [
        map,
        {
          posts: { week: last.posts, span: all.posts },
          clicks: { week: last.visits.people, span: all.visits.people },
          apart: all.apart,
        },
      ];
    }),
  );
}

export type Group = Counted & { network: string; company: boolean; people: number };
export type Results = {
  total: Counted;
  week: Counted;
  groups: Group[];
  /** Oldest first, each day of the span; `people`: whether what people's accounts did is in them, or the company's alone. */
  days: (Counted & { day: string })[];
  people: boolean;
  /** The newest reading that is in them. */
  readAt: string | null;
};

/** What a map did in the last four weeks: at most a row for each account and day is looked at. */
export async function resultsOf(db: Db, workspaceId: string, mapId: string): Promise<Results> {
  const of = sql`from ${tables} cross join t where r.workspace_id = ${workspaceId} and r.map_id = ${mapId} and r.day > t.day - ${span}::int`;
  const t = sql`with t as materialized (select ${today(workspaceId)} as day)`;
  const { rows: cells } = await sql<Cell & { network: string; recent: boolean; readAt: string | null }>`
    ${t} select a.network, r.day > t.day - ${week}::int as recent, max(r.read_at) as "readAt", ${cellColumns} ${of}
    group by a.network, recent, company`.execute(db);
  const { rows: daily } = await sql<Cell & { day: string }>`
    ${t} select to_char(r.day, 'YYYY-MM-DD') as day, ${cellColumns} ${of} group by r.day, company`.execute(db);
  const { rows: days } = await sql<{ day: string }>`
    ${t} select to_char(t.day - n, 'YYYY-MM-DD') as day from t, generate_series(${span - 1}::int, 0, -1) n`.execute(db);
  const { rows: whose } = await sql<{ network: string; people: number }>`
    ${t} select a.network, count(distinct a.member_id)::int as people ${of} and a.member_id is not null group by a.network`.execute(
    db,
  );
  const people = isLarge(cells) && isLarge(daily);
  const byDay = Map.groupBy(daily, ({ day }) => day);
  const groups = [...Map.groupBy(cells, ({ network, company }) => `${network} ${company}`).values()].map((some) => {
    const { network, company } = some[0]!;
    const found = whose.find((one) => one.network === network)?.people ?? 0;
    return { ...addUp(some), network, company, people: company ? 0 : found };
  });
  return {
    total: addUp(cells),
    week: addUp(cells.filter(({ recent }) => recent)),
    groups: groups.toSorted(
      (a, b) => Number(b.company) - Number(a.company) || b.posts - a.posts || a.network.localeCompare(b.network),
    ),
    days: days.map(({ day }) => {
      const all = byDay.get(day) ?? [];
      const shown = addUp(all.filter(({ company }) => people || company));
      return { ...shown, day, posts: addUp(all).posts };
    }),
    people,
    readAt: cells.map(({ readAt }) => readAt).reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null),
  };
}
