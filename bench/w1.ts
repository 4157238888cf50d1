import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { counts, hear, launch, stopAll } from "./children.ts";
import { type BenchDatabase, serverNames, withDatabase } from "./database.ts";

/**
 * W1 of the design, one JSON line per cycle: a bare script, our three cycles, and cycle 1 with a SIGKILL half-way. CPU and
 * memory are of our process; the database's CPU stands beside them. `node bench/w1.ts [bare] [cycles] [crash] [--small]
 * [--database URL | --server NAME] [--profile FOLDER]`; exit 1 where a post was lost or doubled.
 */
const { values: where, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    small: { type: "boolean" },
    database: { type: "string" },
    server: { type: "string" },
    profile: { type: "string" },
  },
});
const asked = new Set(positionals);
const parts = ["bare", "cycles", "crash"];
for (const part of asked) {
  if (!parts.includes(part)) throw new Error(`W1 has no part ${JSON.stringify(part)}; it has ${parts.join(", ")}`);
}
if (where.server !== undefined && !serverNames.includes(where.server)) {
  throw new Error(`there is no server ${JSON.stringify(where.server)}; there are ${serverNames.join(", ")}`);
}
// Before the workload is read, here and in the processes of the bench.
if (where.small === true) process.env["W1_SMALL"] = "1";
const { growing, workload } = await import("./w1/workload.ts");
const wants = (part: string) => asked.size === 0 || asked.has(part);
const expected = workload.kept * workload.accounts;
const round = (value: number, digits = 2) => Number(value.toFixed(digits));
const print = (line: Record<string, unknown>) =>
  void process.stdout.write(
    `${JSON.stringify({ bench: "w1", ...(where.small === true ? { small: true } : {}), ...line, load: round(loadavg()[0]!, 1) })}\n`,
  );
/** Whether every post was made, and none twice. */
let well = true;

type Figures = { wall: number; cpu: number; rssMb: number; states: Record<string, number> };
type Peers = { feeds: ChildProcess; sink: ChildProcess; ports: [string, string] };

async function startPeers(): Promise<Peers> {
  const [feeds, sink] = [launch("w1/peers.ts", ["feeds"]), launch("w1/peers.ts", ["sink"])];
  const ports = await Promise.all([hear<number>(feeds, "port"), hear<number>(sink, "port")]);
  return { feeds, sink, ports: [String(ports[0]), String(ports[1])] };
}

async function cycle(engine: ChildProcess, message: string): Promise<Figures> {
  const answer = hear<Figures>(engine, "run");
  engine.send(message);
  return answer;
}

async function bare(): Promise<number> {
  const peers = await startPeers();
  const child = spawnSyncSafe(peers.ports);
  const { wall, cpu, rssMb, posts } = JSON.parse(child) as { wall: number; cpu: number; rssMb: number; posts: number };
  print({ cycle: "bare", wall: round(wall), cpu: round(cpu), rssMb: round(rssMb, 0), posts });
  await stopAll([peers.feeds, peers.sink]);
  return wall;
}

function spawnSyncSafe(ports: [string, string]): string {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "w1", "bare.ts"), ...ports],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`the bare script failed: ${stderr}`);
  return stdout;
}

const environment = ({ url, folder }: BenchDatabase): NodeJS.ProcessEnv => ({
  DATABASE_URL: url,
  DATA_DIR: join(folder, "data"),
  LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
});
const since = (now: number | null, before: number | null): number | null =>
  now === null || before === null ? null : round(now - before);

async function cycles(bareWall: number | null): Promise<void> {
  await withDatabase(where, async (database) => {
    const peers = await startPeers();
    const engine = launch("w1/engine.ts", peers.ports, {
      ...environment(database),
      ...(where.profile === undefined ? {} : { PROFILE: where.profile }),
    });
    const ready = await hear<number>(engine, "ready");
    let before = { feeds: await counts(peers.feeds), sink: await counts(peers.sink), database: database.cpu() };
    for (const [number, wanted] of [
      [1, expected],
      [2, 0],
      [3, growing * workload.accounts],
    ] as const) {
      if (number === 3) peers.feeds.send("grow");
      const { wall, cpu, rssMb, states } = await cycle(engine, "run");
      const now = { feeds: await counts(peers.feeds), sink: await counts(peers.sink), database: database.cpu() };
      const posts = now.sink.posts - before.sink.posts;
      const lost = wanted - (now.sink.distinct - before.sink.distinct);
      well &&= lost === 0 && now.sink.doubled === 0;
      print({
        cycle: number,
        ...(number === 1 ? { server: database.server } : {}),
        wall: round(wall),
        ...(number === 1 && bareWall !== null ? { ratio: round(wall / bareWall) } : {}),
        cpu: round(cpu),
        databaseCpu: since(now.database, before.database),
        rssMb: round(rssMb, 0),
        requests: now.feeds.requests - before.feeds.requests,
        notModified: now.feeds.unchanged - before.feeds.unchanged,
        posts,
        lost,
        doubled: now.sink.doubled,
        states,
        ...(number === 1 ? { ready: round(ready) } : {}),
      });
      before = now;
    }
    engine.send("stop");
    await once(engine, "exit");
    await stopAll([engine, peers.feeds, peers.sink]);
  });
}

async function crash(): Promise<void> {
  await withDatabase(where, async (database) => {
    const env = environment(database);
    const peers = await startPeers();
    const first = launch("w1/engine.ts", peers.ports, env);
    await hear(first, "ready");
    const begun = performance.now();
    cycle(first, "run").catch(() => {});
    while ((await counts(peers.sink)).posts < expected / 2) await sleep(20);
    first.kill("SIGKILL");
    await once(first, "exit");
    const atKill = (await counts(peers.sink)).posts;
    const killed = performance.now();
    const second = launch("w1/engine.ts", peers.ports, env);
    await hear(second, "ready");
    const firstPost = counts(peers.sink).then(async () => {
      while ((await counts(peers.sink)).posts <= atKill + workload.accounts) await sleep(50);
      return (performance.now() - killed) / 1000;
    });
    const done = cycle(second, "wait");
    const resumed = await firstPost;
    while ((await counts(peers.sink)).distinct < expected - workload.accounts) await sleep(100);
    const nearly = (performance.now() - begun) / 1000;
    const { rssMb, states } = await done;
    const sink = await counts(peers.sink);
    const lost = expected - sink.distinct;
    well &&= lost === 0 && sink.doubled === 0;
    print({
      cycle: "crash",
      server: database.server,
      killedAt: atKill,
      resumedAfter: round(resumed),
      wall: round(nearly),
      settledAfter: round((performance.now() - begun) / 1000),
      rssMb: round(rssMb, 0),
      posts: sink.posts,
      replays: sink.replays,
      lost,
      doubled: sink.doubled,
      states,
    });
    second.send("stop");
    await once(second, "exit");
    await stopAll([first, second, peers.feeds, peers.sink]);
  });
}

const bareWall = wants("bare") ? await bare() : null;
if (wants("cycles")) await cycles(bareWall);
if (wants("crash")) await crash();
process.exit(well ? 0 : 1);
