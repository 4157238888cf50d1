import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { launchPostgres, type Postgres } from "#server/postgres/launch.ts";
import { createDatabase } from "#server/postgres/probe.ts";
import { workload } from "./w1/workload.ts";

/**
 * W1 of the design, one JSON line per cycle: a bare script, our three cycles, and cycle 1 with a SIGKILL half-way. CPU and
 * memory are of our process; the database's CPU stands beside them. `node bench/w1.ts [bare] [cycles] [crash]`.
 */
const asked = new Set(process.argv.slice(2));
const wants = (part: string) => asked.size === 0 || asked.has(part);
const expected = workload.kept * workload.accounts;
const round = (value: number, digits = 2) => Number(value.toFixed(digits));
const print = (line: Record<string, unknown>) =>
  void process.stdout.write(`${JSON.stringify({ bench: "w1", ...line })}\n`);

type Counts = {
  requests: number;
  unchanged: number;
  posts: number;
  replays: number;
  doubled: number;
  distinct: number;
};
type Figures = { wall: number; cpu: number; rssMb: number; states: Record<string, number> };
type Peers = { feeds: ChildProcess; sink: ChildProcess; ports: [string, string] };

const children = new Set<ChildProcess>();
process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));

/** Waits for a message of a child that holds `key`. Rejects where the child ends first. */
function hear<T>(child: ChildProcess, key: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error(`a process of the bench ended before it said ${key}`));
    const listen = (message: unknown) => {
      if (typeof message !== "object" || message === null || !(key in message)) return;
      child.off("message", listen).off("exit", end);
      resolve((message as Record<string, T>)[key]!);
    };
    child.on("message", listen).once("exit", end);
  });
}

function launch(file: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = fork(join(import.meta.dirname, "w1", file), args, {
    env: { ...process.env, ...env },
    // As `npm start` does.
    execArgv: [
      "--max-semi-space-size=4",
      ...(env["W1_PROF"] ? ["--cpu-prof", `--cpu-prof-dir=${env["W1_PROF"]}`] : []),
    ],
  });
  children.add(child);
  return child;
}

async function startPeers(): Promise<Peers> {
  const [feeds, sink] = [launch("peers.ts", ["feeds"]), launch("peers.ts", ["sink"])];
  const ports = await Promise.all([hear<number>(feeds, "port"), hear<number>(sink, "port")]);
  return { feeds, sink, ports: [String(ports[0]), String(ports[1])] };
}

async function stopAll(list: ChildProcess[]): Promise<void> {
  for (const child of list) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    children.delete(child);
  }
}

async function counts(peer: ChildProcess): Promise<Counts> {
  const answer = hear<Counts>(peer, "counts");
  peer.send("counts");
  return answer;
}

async function cycle(engine: ChildProcess, message: string): Promise<Figures> {
  const answer = hear<Figures>(engine, "run");
  engine.send(message);
  return answer;
}

/** Seconds of CPU that the database's processes have used so far; those of ended connections are counted in their parent. */
function databaseCpu(postgres: Postgres): number {
  const ticks = (pid: number, from: number, to: number) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /u, "")
        .split(" ");
      return fields.slice(from, to).reduce((sum, field) => sum + Number(field), 0);
    } catch {
      return 0;
    }
  };
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0);
  const of = (pid: number) => Number(/^PPid:\s+(\d+)/mu.exec(readStatus(pid))?.[1] ?? 0);
  const own = pids.filter((pid) => of(pid) === postgres.pid);
  return (ticks(postgres.pid, 11, 15) + own.reduce((sum, pid) => sum + ticks(pid, 11, 13), 0)) / 100;
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
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

async function withDatabase(
  name: string,
  work: (postgres: Postgres, env: NodeJS.ProcessEnv) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-w1-"));
  const postgres = await launchPostgres({ folder: join(folder, "postgres") });
  // The database is detached and would outlive a bench that is stopped.
  process
    .once("SIGINT", () => void postgres.stop().then(() => process.exit(130)))
    .once("SIGTERM", () => void postgres.stop().then(() => process.exit(143)));
  try {
    await createDatabase(postgres.urlOf("postgres"), name);
    await work(postgres, {
      DATABASE_URL: postgres.urlOf(name),
      DATA_DIR: join(folder, "data"),
      LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
    });
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function cycles(bareWall: number | null): Promise<void> {
  await withDatabase("w1", async (postgres, env) => {
    const peers = await startPeers();
    const engine = launch("engine.ts", peers.ports, {
      ...env,
      ...(process.env["W1_PROF"] ? { W1_PROF: process.env["W1_PROF"] } : {}),
    });
    const ready = await hear<number>(engine, "ready");
    let before = { feeds: await counts(peers.feeds), sink: await counts(peers.sink), database: databaseCpu(postgres) };
    for (const [number, wanted] of [
      [1, expected],
      [2, 0],
      [3, 2 * workload.accounts],
    ] as const) {
      if (number === 3) peers.feeds.send("grow");
      const { wall, cpu, rssMb, states } = await cycle(engine, "run");
      const now = { feeds: await counts(peers.feeds), sink: await counts(peers.sink), database: databaseCpu(postgres) };
      const posts = now.sink.posts - before.sink.posts;
      print({
        cycle: number,
        wall: round(wall),
        ...(number === 1 && bareWall !== null ? { ratio: round(wall / bareWall) } : {}),
        cpu: round(cpu),
        databaseCpu: round(now.database - before.database),
        rssMb: round(rssMb, 0),
        requests: now.feeds.requests - before.feeds.requests,
        notModified: now.feeds.unchanged - before.feeds.unchanged,
        posts,
        lost: wanted - (now.sink.distinct - before.sink.distinct),
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
  await withDatabase("w1", async (_postgres, env) => {
    const peers = await startPeers();
    const first = launch("engine.ts", peers.ports, env);
    await hear(first, "ready");
    const begun = performance.now();
    cycle(first, "run").catch(() => {});
    while ((await counts(peers.sink)).posts < expected / 2) await sleep(20);
    first.kill("SIGKILL");
    await once(first, "exit");
    const atKill = (await counts(peers.sink)).posts;
    const killed = performance.now();
    const second = launch("engine.ts", peers.ports, env);
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
    print({
      cycle: "crash",
      killedAt: atKill,
      resumedAfter: round(resumed),
      wall: round(nearly),
      settledAfter: round((performance.now() - begun) / 1000),
      rssMb: round(rssMb, 0),
      posts: sink.posts,
      replays: sink.replays,
      lost: expected - sink.distinct,
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
process.exit(0);
