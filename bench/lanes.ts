import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { Agent, fetch as post } from "undici";
import { drain, type LanePorts } from "#engine/lane.ts";
import { Limits } from "#engine/map.ts";
import { postOf } from "#engine/post.ts";
import { openPool } from "#server/database/pool.ts";
import { inWorkspace } from "#server/database/scope.ts";
import { ledgerRole, serviceRole } from "#server/database/wall.ts";
import { scheduleDeliveries } from "#server/ledger/schedule.ts";
import type { Wanted } from "#server/ledger/wanted.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import { migrate } from "#server/database/migrate.ts";
import type { Db } from "#server/ports.ts";
import { launchPostgres } from "#server/postgres/launch.ts";
import { createDatabase } from "#server/postgres/probe.ts";

/**
 * The ledger alone: 20 lanes × N deliveries to a sink that answers after 5 ms, against a bare script that posts the same with
 * one post in flight per account and keeps nothing. `node bench/lanes.ts [N] [bare|ledger|both]`, one JSON line each.
 */
const lanes = 20;
const each = Number(process.argv[2] ?? 500);
const which = process.argv[3] ?? "both";
const text =
  "A headline of some length, as feeds have them, with a few words more than one needs https://example.com/item/";

type Sink = { port: number; counts: () => Promise<unknown>; close: () => void };

async function startSink(): Promise<Sink> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "sink.ts"), "5"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const port = await new Promise<number>((resolve) =>
    child.stdout.once("data", (data: Buffer) => resolve(Number(data))),
  );
  return {
    port,
    counts: async () => (await post(`http://127.0.0.1:${port}/`)).json(),
    close: () => child.stdin.end(),
  };
}

function makeSender(port: number): (key: string, text: string) => Promise<string> {
  const dispatcher = new Agent({ connections: 64, pipelining: 1 });
  return async (key, body) => {
    const answer = await post(`http://127.0.0.1:${port}/posts`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify({ text: body }),
      dispatcher,
    });
    return ((await answer.json()) as { id: string }).id;
  };
}

async function measure(name: string, work: () => Promise<unknown>): Promise<number> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const more = await work();
  const wall = performance.now() - start;
  const used = process.cpuUsage(cpu);
  const figures = {
    bench: name,
    lanes,
    each,
    wallSeconds: round(wall),
    cpuSeconds: round((used.user + used.system) / 1000),
    rssMb: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
  process.stdout.write(`${JSON.stringify({ ...figures, ...(more as object) })}\n`);
  return wall;
}
/** CPU seconds of PostgreSQL so far: its main process and all that are or were its children. Linux only; else 0. */
async function postgresCpu(pid: number): Promise<number> {
  let ticks = 0;
  const processes = await readdir("/proc").catch((): string[] => []);
  for (const name of processes.filter((each) => /^\d+$/.test(each))) {
    const line = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    // Fields of proc(5) after the name: state, ppid, …, utime, stime, cutime, cstime.
    if (Number(fields[1]) === pid || Number(name) === pid) ticks += Number(fields[11]) + Number(fields[12]);
    if (Number(name) === pid) ticks += Number(fields[13]) + Number(fields[14]);
  }
  return ticks / 100;
}

const round = (ms: number): number => Math.round(ms) / 1000;

async function bare(): Promise<number> {
  const sink = await startSink();
  const send = makeSender(sink.port);
  const wall = await measure("lanes bare", async () => {
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let n = 0; n < each; n += 1) await send(randomUUID(), `${text}${n}`);
      }),
    );
    return sink.counts();
  });
  sink.close();
  return wall;
}

async function seed(db: Db): Promise<{ workspaceId: string; accounts: string[]; mapId: string; runId: string }> {
  const { id: workspaceId } = await db
    .insertInto("workspace")
    .values({ name: "bench" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: mapId } = await db
    .insertInto("map")
    .values({ workspace_id: workspaceId, name: "bench", draft: "{}", state: "live", live_version: 1 })
    .returning("id")
    .executeTakeFirstOrThrow();
  const accounts: string[] = [];
  for (let n = 0; n < lanes; n += 1) {
    const { id } = await db
      .insertInto("account")
      .values({ workspace_id: workspaceId, network: "sink", remote_id: String(n), handle: `h${n}`, name: `n${n}` })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db.insertInto("consent").values({ workspace_id: workspaceId, account_id: id, mode: "auto" }).execute();
    accounts.push(id);
  }
  return { workspaceId, accounts, mapId, runId: randomUUID() };
}

async function ledger(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-bench-"));
  const postgres = await launchPostgres({ folder });
  await createDatabase(postgres.urlOf("postgres"), "bench");
  const migrating = openPool({ url: postgres.urlOf("bench"), max: 1 });
  await migrate(migrating);
  await migrating.destroy();
  const behind = { role: serviceRole, ledger: ledgerRole, outside: "as login" as const };
  const db = openPool({ url: postgres.urlOf("bench"), wall: behind });
  const place = await seed(db);
  const posts = Array.from({ length: each }, (_, n) =>
    postOf({ text: `${text}${n}`, link: `https://example.com/item/${n}` }),
  );
  const wanted: Wanted[] = [];
  for (let n = 0; n < each; n += 1) {
    for (const accountId of place.accounts) {
      wanted.push({
        node: "t",
        accountId,
        network: "sink",
        itemKey: `https://example.com/item/${n}`,
        itemSeq: null,
        itemTitle: `Headline ${n} of the day with words`,
        post: posts[n]!,
        link: `https://example.com/item/${n}`,
        topic: "",
      });
    }
  }
  const limits = Limits.parse({ perRun: 1_000_000, spread: 0 });
  await measure("lanes plan", async () => {
    const { created } = await inWorkspace(place.workspaceId, () =>
      db
        .transaction()
        .execute((trx) =>
          scheduleDeliveries(trx, { ...place, version: 1, limits, now: new Date().toISOString(), wanted }),
        ),
    );
    return { created };
  });
  const sink = await startSink();
  const send = makeSender(sink.port);
  const store = openLedger({ db, worker: "bench", networks: new Map() });
  const ports: LanePorts = {
    ledger: store,
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: Math.random,
    open: async (gated) => ({
      send: async () => ({
        kind: "published",
        remoteId: await send(gated.sending.key, gated.sending.part.text),
        url: null,
        status: 200,
        raw: "",
      }),
    }),
    refresh: async () => "failed",
  };
  const before = await postgresCpu(postgres.pid);
  const wall = await measure("lanes ledger", async () => {
    const results = await Promise.all(
      place.accounts.map((accountId) => drain({ workspaceId: place.workspaceId, accountId }, ports, () => false)),
    );
    const { rows } = await sql<{
      state: string;
      n: number;
    }>`select state, count(*) as n from delivery group by 1`.execute(db);
    const postgresSeconds = Math.round(((await postgresCpu(postgres.pid)) - before) * 100) / 100;
    return {
      postgresSeconds,
      sink: await sink.counts(),
      states: rows,
      calls: results.reduce((sum, { calls }) => sum + calls, 0),
    };
  });
  sink.close();
  await db.destroy();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  return wall;
}

const walls: number[] = [];
if (which !== "ledger") walls.push(await bare());
if (which !== "bare") walls.push(await ledger());
if (walls.length === 2)
  process.stdout.write(
    `${JSON.stringify({ bench: "lanes ratio", wall: Math.round((walls[1]! / walls[0]!) * 100) / 100 })}\n`,
  );
process.exit(0);
