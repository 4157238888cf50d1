import { sql } from "kysely";
import type { Item } from "#engine/item.ts";
import type { Plan } from "#engine/plan.ts";
import type { Result } from "#engine/run.ts";
import { type Passage, readTrace, type Way, waysOf, writeTrace } from "#engine/trace.ts";
import type { Db, Trx } from "../ports.ts";

/** Items of one row: small enough that reading one item's way reads little, many enough that they share their ways. */
const chunk = 1000;

/** Collects the ways of a run's items while they pass, and writes them in its transaction. Null where the workspace keeps none. */
export async function tracer(trx: Trx, workspaceId: string) {
  if ((await traceDays(trx, workspaceId)) === 0) return null;
  const passages: Passage[] = [];
  return {
    /** `came`: what was fed or given back, with its number in the inbox; what a step made itself has none. */
    note(plan: Plan, { carried }: Pick<Result, "carried">, came: readonly { seq: number | null; item: Item }[]): void {
      const ways = waysOf(plan, carried, new Map(came.map(({ item }) => [item.key, item])));
      for (const { seq, item } of came) {
        const way = ways.get(item.key);
        if (seq !== null && way !== undefined) passages.push({ seq, ...way });
      }
    },
    /** `at`: the run's time, ISO 8601. */
    async write(
      trx: Trx,
      run: { workspaceId: string; id: string; mapId: string },
      { version, at }: { version: number; at: string },
    ): Promise<void> {
      const sorted = passages.toSorted((a, b) => a.seq - b.seq);
      for (let start = 0; start < sorted.length; start += chunk) {
        const part = sorted.slice(start, start + chunk);
        // A run comes in parts, each with its chunks.
        await sql`insert into trace (workspace_id, run_id, place, map_id, version, at, first_seq, last_seq, items, ways)
          select ${run.workspaceId}, ${run.id}, coalesce(max(place), 0) + 1, ${run.mapId}, ${version}, ${at}::timestamptz, ${part[0]!.seq},
            ${part.at(-1)!.seq}, ${part.length}, ${Buffer.from(writeTrace(part))} from trace
          where workspace_id = ${run.workspaceId} and run_id = ${run.id}`.execute(trx);
      }
    },
  };
}

/** Days that a workspace keeps them. */
export async function traceDays(db: Db | Trx, workspaceId: string): Promise<number> {
  const row = await db.selectFrom("workspace").select("trace_days").where("id", "=", workspaceId).executeTakeFirst();
  return row?.trace_days ?? 0;
}

export type Passed = { run: string; map: string; version: number; at: string; way: Way };
/** Chunks of one map that are looked into for an item, the newest first: each time that it passed again it stands in another. */
const mostChunks = 40;

/** When and how some numbers of one item passed through a map, the newest first. */
export async function passagesOf(db: Db, workspaceId: string, map: string, seqs: readonly number[]): Promise<Passed[]> {
  const { rows } = await sql<{ run: string; version: number; at: string; seq: number; ways: Buffer }>`
    select t.run_id as run, t.version, t.at, s.seq, t.ways from unnest(${[...seqs]}::bigint[]) as s(seq) cross join lateral (
      select run_id, version, at, ways from trace
      where workspace_id = ${workspaceId} and map_id = ${map} and last_seq >= s.seq and first_seq <= s.seq
      order by last_seq limit ${mostChunks}) t
    order by t.at desc`.execute(db);
  return rows.flatMap(({ seq, ways, ...row }) => readTrace(ways, seq).map((way) => ({ ...row, map, way })));
}

/** Those that are older than their workspace keeps them, the oldest first. */
export const oldTraces = (limit: number) => sql`
  delete from trace where (workspace_id, run_id, place) in (
    select t.workspace_id, t.run_id, t.place from workspace w cross join lateral (
      select workspace_id, run_id, place from trace where workspace_id = w.id and at < now() - make_interval(days => w.trace_days)
      order by at limit ${limit}) t limit ${limit})`;
