import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { type BenchDatabase, withDatabase } from "./database.ts";
import { type Setup, setups } from "./polling/setups.ts";

/**
 * How late maps start, one JSON line for each set-up: 1,000 live maps of five sources, and 5,000 feeds in 25 maps, of which some fail, are
 * slow or hang. Two intervals long: in the first every source is read for the first time, in the second one in a hundred has something
 * new. `lag…` are the seconds between the time at which a look was due and its start, over both; what had not begun at the end counts with
 * the time that it has waited. `node bench/polling.ts [maps|feeds] [--small] [--minutes N] [--database URL | --server NAME]`; exit 1 where
 * the goal does not hold.
 */
const { values: where, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    small: { type: "boolean" },
    minutes: { type: "string" },
    database: { type: "string" },
    server: { type: "string" },
  },
});
/** Seconds that 95 of 100 looks may be late. */
const goal = 30;
const second = 1000;

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
const children = new Set<ChildProcess>();
process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));

type Look = { map: string; slot: number; lag: number; took: number | null };
type Figures = { cpu: number; rssMb: number };
type Counts = { requests: number; unchanged: number; troubled: number; sockets: number; tooSoon: number };

function launch(file: string, args: (string | number)[], database?: BenchDatabase): ChildProcess {
  const env = database && {
    DATABASE_URL: database.url,
    DATA_DIR: join(database.folder, "data"),
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "error",
  };
  const child = fork(join(import.meta.dirname, "polling", file), args.map(String), {
    env: { ...process.env, ...env },
    // As `npm start` does.
    execArgv: [
      "--max-semi-space-size=4",
      ...(process.env["POLLING_PROF"] && args[0] === "work"
        ? ["--cpu-prof", `--cpu-prof-dir=${process.env["POLLING_PROF"]}`]
        : []),
    ],
  });
  children.add(child.once("exit", () => children.delete(child)));
  return child;
}

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

function ask<T>(child: ChildProcess, key: string): Promise<T> {
  const answer = hear<T>(child, key);
  child.send(key);
  return answer;
}

/** What the database says, by a connection that counts as nobody's. */
async function openObserver(url: string) {
  const client = new pg.Client({ connectionString: url, application_name: "bench" });
  await client.connect();
  const ask = async (text: string): Promise<Record<string, number>> =>
    (await client.query<Record<string, number>>(text)).rows[0]!;
  return {
    /** Looks that have begun: each map has one row, which stands for an interval, so a glance a second misses none. */
    looks: async (): Promise<Look[]> =>
      (
        await client.query<Look>(
          `select map_id as map, extract(epoch from last_slot)::float8 as slot, extract(epoch from begun_at - last_slot)::float8 as lag,
            case when slot is null then extract(epoch from looked_at - begun_at)::float8 end as took from look`,
        )
      ).rows,
    catchUp: (minutes: number) =>
      client.query(
        `update map set next_due_at = next_due_at + ceil(greatest(0, extract(epoch from now() - next_due_at)) / $1) * make_interval(secs => $1)`,
        [minutes * 60],
      ),
    waiting: async (): Promise<number[]> =>
      (
        await client.query<{ lag: number }>(
          "select extract(epoch from now() - next_due_at)::float8 as lag from map where next_due_at <= now()",
        )
      ).rows.map(({ lag }) => lag),
    connections: async () =>
      (
        await ask(
          "select count(*)::int as value from pg_stat_activity where datname = current_database() and application_name <> 'bench'",
        )
      )["value"]!,
    rows: () =>
      ask(
        `select pg_database_size(current_database())::float8 as bytes, (select count(*)::int from run) as runs, (select count(*)::int from step) as steps`,
      ),
    end: () => client.end(),
  };
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

async function measure(setup: Setup, database: BenchDatabase): Promise<boolean> {
  const { maps, sources, minutes } = setup;
  const interval = minutes * 60 * second;
  const feeds = launch("feeds.ts", []);
  const port = await hear<number>(feeds, "port");
  const given = [port, maps, sources, minutes];
  const [code] = (await once(launch("engine.ts", ["seed", ...given], database), "exit")) as [number | null];
  if (code !== 0) throw new Error("the maps could not be published");
  const observer = await openObserver(database.url);
  // What became due while the maps were published is nobody's lateness: each map waits for its next time.
  await observer.catchUp(minutes);
  const worker = launch("engine.ts", ["work", ...given], database);
  const ready = await hear<number>(worker, "ready");
  feeds.send(`begin ${interval}`);
  const began = Date.now();
  const looks = new Map<string, Look>();
  let connections = 0;
  let half: { rows: Record<string, number>; figures: Figures; database: number | null; looks: number } | null = null;
  for (let now = began; now < began + 2 * interval; now = Date.now()) {
    for (const look of await observer.looks()) {
      if (look.slot * second < began) continue;
      looks.set(`${look.map} ${look.slot}`, look);
    }
    connections = Math.max(connections, await observer.connections());
    if (half === null && now >= began + interval) {
      feeds.send("grow");
      half = {
        rows: await observer.rows(),
        figures: await ask(worker, "figures"),
        database: database.cpu(),
        looks: looks.size,
      };
    }
    await sleep(second);
  }
  const [rows, figures, counts] = [
    await observer.rows(),
    await ask<Figures>(worker, "figures"),
    await ask<Counts>(feeds, "counts"),
  ];
  const cpu = database.cpu();
  const late = (await observer.waiting()).filter((lag) => lag * second < 2 * interval);
  const lags = [...[...looks.values()].map(({ lag }) => lag), ...late].toSorted((a, b) => a - b);
  const took = [...looks.values()].flatMap((look) => (look.took === null ? [] : [look.took])).toSorted((a, b) => a - b);
  const inHalf = looks.size - half!.looks;
  const grown = rows["bytes"]! - half!.rows["bytes"]!;
  const well = lags.length >= 1.9 * maps && quantile(lags, 0.95) <= goal && counts.tooSoon === 0;
  process.stdout.write(
    `${JSON.stringify({
      bench: "polling",
      setup: setup.name,
      ...(where.small === true ? { small: true } : {}),
      server: database.server,
      maps,
      sources: maps * sources,
      minutes,
      lagP50: round(quantile(lags, 0.5)),
      lagP95: round(quantile(lags, 0.95)),
      lagP99: round(quantile(lags, 0.99)),
      lagMax: round(lags.at(-1) ?? NaN),
      tookP50: round(quantile(took, 0.5)),
      tookP95: round(quantile(took, 0.95)),
      looks: lags.length,
      notBegun: late.length,
      polls: counts.requests,
      unchanged: counts.unchanged,
      troubled: counts.troubled,
      tooSoon: counts.tooSoon,
      rssMb: round(figures.rssMb, 0),
      connections,
      sockets: counts.sockets,
      // Of the second interval, in which nearly nothing is new.
      cpu: round(figures.cpu - half!.figures.cpu),
      databaseCpu: cpu === null || half!.database === null ? null : round(cpu - half!.database),
      databaseGrowthMb: round(grown / 1e6),
      bytesALook: round(grown / inHalf, 0),
      runs: rows["runs"]! - half!.rows["runs"]!,
      steps: rows["steps"]! - half!.rows["steps"]!,
      ready: round(ready),
      well,
      load: round(loadavg()[0]!, 1),
    })}\n`,
  );
  worker.send("stop");
  await once(worker, "exit");
  await observer.end();
  feeds.kill("SIGKILL");
  return well;
}

const chosen = setups(where.small === true)
  .filter(({ name }) => positionals.length === 0 || positionals.some((part) => name.endsWith(part)))
  .map((setup) => ({ ...setup, minutes: Number(where.minutes ?? setup.minutes) }));
if (chosen.length === 0) throw new Error(`there is no such set-up; there are maps and feeds`);
let well = true;
for (const setup of chosen) well = (await withDatabase(where, (database) => measure(setup, database))) && well;
process.exit(well ? 0 : 1);
