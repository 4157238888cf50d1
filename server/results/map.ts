import { sql } from "kysely";
import type { Db } from "../ports.ts";
import { cellsByDay, cellsOfMaps } from "./cells.ts";
import { addUp, type Counted, isLarge } from "./group.ts";
import type { Asked } from "./told.ts";

/** Days that a page of results looks back, and those that count as the last ones. */
export const span = 28;
export const week = 7;

/** The days that are looked at: the last ones, and those before them. Here nobody is seen alone, whatever they chose. */
async function daysOf(
  db: Db,
  workspaceId: string,
): Promise<{ whole: Asked; last: Asked; past: Asked; days: string[] }> {
  const { rows } = await sql<{ day: string }>`
    select to_char((now() at time zone w.zone)::date - n, 'YYYY-MM-DD') as day from workspace w, generate_series(${span - 1}::int, 0, -1) n
    where w.id = ${workspaceId} order by 1`.execute(db);
  const days = rows.map(({ day }) => day);
  const asked = (from: number, to: number): Asked => ({
    workspaceId,
    period: { since: days[from]!, until: days[to]! },
    tells: false,
  });
  return { days, whole: asked(0, span - 1), past: asked(0, span - week - 1), last: asked(span - week, span - 1) };
}

export type Glance = {
  posts: { week: number; span: number };
  clicks: { week: number; span: number };
  /** Posts of people who are too few to show their visits. */
  apart: number;
};

/** What maps did, at a glance; those without results are absent. */
export async function glancesOf(db: Db, workspaceId: string, maps: readonly string[]): Promise<Map<string, Glance>> {
  const { last: recent, past } = await daysOf(db, workspaceId);
  const rows = [
    ...(await cellsOfMaps(db, recent, maps)).map((cell) => ({ ...cell, recent: true })),
    ...(await cellsOfMaps(db, past, maps)).map((cell) => ({ ...cell, recent: false })),
  ];
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

/** What a map did in the last four weeks: rows of the coarser sums, however many accounts publish by it. */
export async function resultsOf(db: Db, workspaceId: string, mapId: string): Promise<Results> {
  const { days, whole, last, past } = await daysOf(db, workspaceId);
  const cells = [
    ...(await cellsOfMaps(db, last, [mapId])).map((cell) => ({ ...cell, recent: true })),
    ...(await cellsOfMaps(db, past, [mapId])).map((cell) => ({ ...cell, recent: false })),
  ];
  const daily = await cellsByDay(db, whole, mapId);
  const whose = (await cellsOfMaps(db, whole, [mapId])).filter(({ company }) => !company);
  const people = isLarge(cells) && isLarge(daily);
  const byDay = Map.groupBy(daily, ({ day }) => day);
  const groups = [...Map.groupBy(cells, ({ network, company }) => `${network} ${company}`).values()].map((some) => {
    const { network, company } = some[0]!;
    const found = whose.find((one) => one.network === network)?.clickers ?? 0;
    return { ...addUp(some), network, company, people: company ? 0 : found };
  });
  return {
    total: addUp(cells),
    week: addUp(cells.filter(({ recent }) => recent)),
    groups: groups.toSorted(
      (a, b) => Number(b.company) - Number(a.company) || b.posts - a.posts || a.network.localeCompare(b.network),
    ),
    days: days.map((day) => {
      const all = byDay.get(day) ?? [];
      const shown = addUp(all.filter(({ company }) => people || company));
      return { ...shown, day, posts: addUp(all).posts };
    }),
    people,
    readAt: cells.map(({ readAt }) => readAt).reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null),
  };
}
