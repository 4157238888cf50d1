import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { loadavg } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { openPool } from "#server/database/pool.ts";
import type { Db } from "#server/ports.ts";
import { type Counts, counts, hear, launch, stopAll } from "./children.ts";
import { serverNames, withDatabase } from "./database.ts";

/**
 * One, two and four worker processes over one database: how many posts a second they make, how evenly they share the lanes, and how long
 * the lanes of one that is killed wait for another. The sinks answer after four seconds, so that what bounds a worker is the lanes that
 * it drains at once (200) and not the machine's cores, which all of them share. One JSON line for each, exit 1 where one does not hold.
 * `node bench/workers.ts [1] [2] [4] [--database URL | --server NAME]`
 */
const { values: where, positionals } = parseArgs({
  allowPositionals: true,
  options: { database: { type: "string" }, server: { type: "string" } },
});
const crews = positionals.length > 0 ? positionals.map(Number) : [1, 2, 4];
if (crews.some((count) => !Number.isInteger(count) || count < 1 || count > 8))
  throw new Error("say how many workers: 1 to 8");
if (where.server !== undefined && !serverNames.includes(where.server))
  throw new Error(`there is no server ${JSON.stringify(where.server)}; there are ${serverNames.join(", ")}`);

const slowness = 4_000;
/** A worker opens no more than 64 connections to one of them. */
const servers = 4;
/** More lanes than four workers drain at once; and fewer than one does. */
const many = { lanes: 1_000, each: 40, from: 0 };
const few = { lanes: 100, each: 60, from: many.lanes };
/** What is promised: seconds until a dead worker's lanes are another's; shares of what would be even, and of so many times one's rate. */
const promised = { takeOver: 45, share: 0.6, scale: 0.85 };

let well = true;
function print(holds: boolean, line: Record<string, unknown>): void {
  well &&= holds;
  process.stdout.write(`${JSON.stringify({ bench: "workers", ...line, holds, load: round(loadavg()[0]!) })}\n`);
}
const round = (value: number): number => Math.round(value * 100) / 100;

async function countAll(sinks: readonly ChildProcess[]): Promise<Pick<Counts, "posts" | "doubled" | "replays">> {
  const each = await Promise.all(sinks.map((sink) => counts(sink)));
  const sum = (key: "posts" | "doubled" | "replays"): number => each.reduce((total, one) => total + one[key], 0);
  return { posts: sum("posts"), doubled: sum("doubled"), replays: sum("replays") };
}

/** Posts a second in the next `seconds`, and how many each worker made of them. */
async function watch(
  db: Db,
  sinks: readonly ChildProcess[],
  workspaceId: string,
  crew: readonly ChildProcess[],
  seconds: number,
) {
  const begun = performance.now();
  const before = (await countAll(sinks)).posts;
  const { rows: at } = await sql<{ now: string }>`select clock_timestamp() as now`.execute(db);
  await sleep(seconds * 1000);
  const rate = ((await countAll(sinks)).posts - before) / ((performance.now() - begun) / 1000);
  const { rows } = await sql<{ pid: number; n: number }>`
    select split_part(split_part(worker, '#', 1), '/', 2)::int as pid, count(*)::int as n from attempt
    where workspace_id = ${workspaceId} and gated_at >= ${at[0]!.now} group by 1`.execute(db);
  const made = crew.map(({ pid }) => rows.find((row) => row.pid === pid)?.n ?? 0);
  return { rate: round(rate), made };
}

/** A worker that had as much to do as the others made one of as many parts of the posts. */
const leastShare = (made: readonly number[]): number =>
  round(Math.min(...made) / (made.reduce((sum, one) => sum + one, 0) / made.length));

const stop = (db: Db, workspaceId: string) =>
  sql`update workspace set stopped_at = now() where id = ${workspaceId}`.execute(db);

/** Few lanes, which the first worker has all taken when the others come; then more lanes than all can drain. Gives the rate of these. */
async function measure(count: number, one: number | null): Promise<number> {
  return withDatabase(where, async ({ url, folder, server, cpu }) => {
    const secret = randomBytes(32).toString("base64");
    const db = openPool({ url, max: 2 });
    const sinks = Array.from({ length: servers }, () => launch("w1/peers.ts", ["sink", String(slowness)]));
    const ports = await Promise.all(sinks.map((sink) => hear<number>(sink, "port")));
    const crew: ChildProcess[] = [];
    const enlist = async (): Promise<void> => {
      const env = {
        DATABASE_URL: url,
        DATA_DIR: join(folder, `worker-${crew.length}`),
        LOG_LEVEL: "error",
        RELAYMAP_SECRET: secret,
      };
      const worker = launch("workers/worker.ts", ports.map(String), env);
      await hear(worker, "ready");
      crew.push(worker);
    };
    const seed = async (order: typeof many): Promise<string> => {
      crew[0]!.send(order);
      return hear<string>(crew[0]!, "seeded");
    };
    try {
      await enlist();
      const alone = await seed(few);
      await sleep(3_000);
      while (crew.length < count) await enlist();
      await sleep(8_000);
      const shared = await watch(db, sinks, alone, crew, 10);
      const share = leastShare(shared.made);
      print(share >= promised.share, { workers: count, server, lanes: few.lanes, ...shared, share });
      await stop(db, alone);

      const crowd = await seed(many);
      await sleep(8_000);
      const used = cpu() ?? 0;
      const full = await watch(db, sinks, crowd, crew, 15);
      const scale = one === null ? null : round(full.rate / one);
      const database = cpu() === null ? {} : { databaseCores: round((cpu()! - used) / 15) };
      const holds = leastShare(full.made) >= promised.share && (scale === null || scale >= promised.scale * count);
      print(holds, { workers: count, lanes: many.lanes, ...full, share: leastShare(full.made), scale, ...database });

      if (count > 1) await kill(db, crowd, crew.pop()!, count);
      const { doubled, replays } = await countAll(sinks);
      print(doubled === 0, { workers: count, doubled, replays });
      return full.rate;
    } finally {
      await stopAll([...crew, ...sinks]);
      await db.destroy();
    }
  });
}

/** Kills a worker, and sees how long the calls that it had in hand are nobody's. */
async function kill(db: Db, workspaceId: string, worker: ChildProcess, count: number): Promise<void> {
  const { pid } = worker;
  const mine = sql`workspace_id = ${workspaceId} and split_part(split_part(worker, '#', 1), '/', 2) = ${String(pid)}`;
  await stopAll([worker]);
  const { rows: at } = await sql<{ now: string; left: number }>`
    select clock_timestamp() as now, count(*)::int as left from attempt where ${mine} and settled_at is null`.execute(
    db,
  );
  const { now, left } = at[0]!;
  const end = performance.now() + 90_000;
  for (;;) {
    await sleep(250);
    const { rows } = await sql<{ open: number; last: number | null }>`
      select count(*) filter (where settled_at is null)::int as open, extract(epoch from max(settled_at) - ${now}::timestamptz)::float8 as last
      from attempt where ${mine} and (settled_at is null or settled_at > ${now})`.execute(db);
    const { open, last } = rows[0]!;
    if (open > 0 && performance.now() < end) continue;
    const takenOver = open > 0 || last === null ? null : round(last);
    const holds = left > 0 && takenOver !== null && takenOver <= promised.takeOver;
    return print(holds, { workers: count, killed: 1, left, takenOverAfter: takenOver, never: open });
  }
}

let one: number | null = null;
for (const count of crews) {
  const rate = await measure(count, one);
  if (count === 1) one = rate;
}
process.exit(well ? 0 : 1);
