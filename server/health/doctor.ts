import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import { backupHealth } from "../backup/views.ts";
import { unbalancedLists } from "../inbox/balance.ts";
import { overdue, unbalancedRuns } from "../ledger/balance.ts";
import { installedSet, newerSet, setNumber } from "../ledger/set.ts";
import { newerStep, pendingMigrations, strangeSteps } from "../database/migrate.ts";
import { findRole } from "../database/role.ts";
import { faultsOfWall } from "../database/wall.ts";
import { judgeServer, readServer } from "./server.ts";
import { createOutbound } from "../outbound/client.ts";
import { OutboundError } from "../outbound/error.ts";
import type { Db, Settings } from "../ports.ts";

export type Finding = {
  name: string;
  state: "good" | "warning" | "bad";
  /** What was seen, and where it is not good, what to do. */
  sentence: string;
};

type Check = { name: string; look: (services: { db: Db; settings: Settings }) => Promise<Omit<Finding, "name">> };
const good = (sentence: string): Omit<Finding, "name"> => ({ state: "good", sentence });
const warning = (sentence: string): Omit<Finding, "name"> => ({ state: "warning", sentence });
const bad = (sentence: string): Omit<Finding, "name"> => ({ state: "bad", sentence });

/** What a check could not look at counts as bad; the others go on. */
export async function examine(services: { db: Db; settings: Settings }): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, look } of checks) {
    const found = await look(services).catch((error: unknown) =>
      bad(`could not be looked at: ${error instanceof Error ? error.message : String(error)}`),
    );
    findings.push({ name, ...found });
    // Without its tables there is nothing more to look at.
    if (name === "migrations" && found.state === "bad") break;
  }
  return findings;
}

const checks: Check[] = [
  {
    name: "database",
    look: async ({ db, settings }) => {
      const facts = await readServer(db, isLocal(settings.databaseUrl));
      const found = judgeServer(facts);
      const well = `PostgreSQL ${facts.name}, ${facts.size}, room for ${facts.freeConnections} connections`;
      if (found.length === 0) return good(well);
      const state = found.some((each) => each.state === "bad") ? "bad" : "warning";
      return { state, sentence: `${well}, but ${found.map(({ sentence }) => sentence).join(" And ")}` };
    },
  },
  {
    name: "migrations",
    look: async ({ db }) => {
      const installed = await installedSet(db);
      if (installed > setNumber) return bad(newerSet(installed));
      const [strange] = await strangeSteps(db);
      if (strange !== undefined) return bad(newerStep(strange));
      const steps = await pendingMigrations(db);
      return steps.length === 0
        ? good("none is missing")
        : bad(`${steps.join(", ")} missing: run relaymap migrate, or start Relaymap.`);
    },
  },
  {
    name: "walls",
    look: async ({ db }) => {
      const [{ trouble, note }, faults] = [await findRole(db), await faultsOfWall(db)];
      if (faults.length > 0)
        return bad(`the database does not keep workspaces apart: ${faults.slice(0, 3).join("; ")}.`);
      if (trouble !== null) return warning(trouble);
      return note === null ? good("no statement can reach another workspace, whatever it says") : warning(note);
    },
  },
  {
    name: "disk",
    look: async ({ settings }) => {
      const { bavail, bsize } = await statfs(settings.dataDir);
      const free = (bavail * bsize) / 1e9;
      const sentence = `${free.toFixed(1)} GB free for ${settings.dataDir}`;
      if (free < 0.2) return bad(`${sentence}: make room now, PostgreSQL stops without.`);
      return free < 2 ? warning(`${sentence}: make room soon.`) : good(sentence);
    },
  },
  { name: "outbound guard", look: guard },
  { name: "queue", look: queue },
  { name: "overdue work", look: late },
  { name: "stopped", look: stopped },
  { name: "accounts", look: accounts },
  { name: "sources", look: sources },
  { name: "balance of 30 days", look: balance },
  { name: "backups", look: backups },
];

/** Whether the database's disk is this machine's; the embedded one's is looked at by its folder. */
function isLocal(databaseUrl: string | null): boolean {
  return databaseUrl !== null && /@(?:localhost|127\.0\.0\.1|\[::1\]|%2F|\/)|[?&]host=(?:\/|%2F)/i.test(databaseUrl);
}

/** Tries the guard on addresses that nobody may reach. */
async function guard({ settings }: { settings: Settings }): Promise<Omit<Finding, "name">> {
  const outbound = createOutbound({ allowHosts: settings.allowHosts });
  const inside = [
    "http://169.254.169.254/",
    "http://[::ffff:127.0.0.1]:9/",
    "http://0177.0.0.1:9/",
    "http://10.0.0.1/",
  ];
  const passed: string[] = [];
  try {
    for (const url of inside) {
      const error = await outbound.read(url, { limits: { milliseconds: 2000 } }).then(
        () => null,
        (reason: unknown) => reason,
      );
      if (!(error instanceof OutboundError) || !["blocked", "bad_url"].includes(error.code))
        passed.push(new URL(url).hostname);
    }
  } finally {
    await outbound.close();
  }
  const exceptions =
    settings.allowHosts.length === 0 ? "" : `; RELAYMAP_ALLOW_HOSTS lets through ${settings.allowHosts.join(", ")}`;
  if (passed.length === 0) return good(`inside addresses are refused${exceptions}`);
  return warning(`${passed.join(", ")} may be called${exceptions}: keep the exceptions as narrow as they can be.`);
}

async function queue({ db }: { db: Db }): Promise<Omit<Finding, "name">> {
  const there = await sql<{ there: boolean }>`select to_regclass('queue.job') is not null as there`.execute(db);
  if (there.rows[0]?.there !== true) return warning("not laid yet: start Relaymap once.");
  const { rows } = await sql<{ waiting: number; late: number; failed: number }>`
    select count(*) filter (where state in ('created', 'retry') and start_after <= now()) as waiting,
      coalesce(max(extract(epoch from now() - start_after)) filter (where state in ('created', 'retry')), 0)::int as late,
      count(*) filter (where state = 'failed') as failed
    from queue.job`.execute(db);
  const { waiting, late, failed } = rows[0]!;
  if (waiting > 0 && late > 60)
    return bad(`${waiting} jobs wait, the longest for ${late} s: is a process of role all or worker running?`);
  return failed > 0
    ? warning(`${failed} jobs failed for good within the last minutes: the log says why.`)
    : good(`${waiting} jobs wait`);
}

const kinds = {
  expiry: "deliveries past their deadline",
  lease: "calls whose end was not recorded",
  status: "posts that a network works on and nobody asked after",
  lookup: "unknown deliveries that nobody looked up",
  lane: "lanes that do not move",
  run: "runs that do not end",
  look: "maps that do not finish looking",
};

async function late({ db }: { db: Db }): Promise<Omit<Finding, "name">> {
  const things = await overdue(db, null);
  const { rows } = await sql<{ maps: number }>`
    select count(*) as maps from map where state = 'live' and next_due_at < now() - interval '2 minutes'`.execute(db);
  const counts = Object.entries(kinds).map(
    ([kind, words]) => [things.filter((thing) => thing.kind === kind).length, words] as const,
  );
  const parts = [...counts, [rows[0]!.maps, "maps past their time"] as const].filter(([count]) => count > 0);
  if (parts.length === 0) return good("nothing is past its time");
  const first = things[0] === undefined ? "" : ` (the first: ${things[0].subject})`;
  return bad(
    `${parts.map(([count, words]) => `${count} ${words}`).join(", ")}${first}: is a process of role all or worker running?`,
  );
}

/** What was new in each list is in the inbox; items × targets = deliveries + drops, for every run. */
async function balance({ db }: { db: Db }): Promise<Omit<Finding, "name">> {
  const [runs, [list]] = [await unbalancedRuns(db, null, 30), await unbalancedLists(db, null, 30)];
  if (list !== undefined)
    return bad(
      `a list of source ${list.sourceId} had ${list.fresh} new items, of which ${list.stored} are in the inbox. This is a bug: please report it with the log.`,
    );
  if (runs.length === 0)
    return good("what was new is in the inbox, and items × targets = deliveries + drops in every run");
  const [first] = runs;
  return bad(
    `${runs.length} runs do not add up; run ${first!.runId} expected ${first!.expected} and has ${first!.deliveries} deliveries and ${first!.drops} drops. This is a bug: please report it with the log.`,
  );
}

async function stopped({ db }: { db: Db }): Promise<Omit<Finding, "name">> {
  const rows = await db
    .selectFrom("workspace")
    .select(["name", "stopped_at"])
    .where("stopped_at", "is not", null)
    .limit(20)
    .execute();
  if (rows.length === 0) return good("no workspace is stopped");
  return warning(`${rows.map((row) => row.name).join(", ")} stopped: nothing is posted until an admin lifts the stop.`);
}

async function accounts({ db }: { db: Db }): Promise<Omit<Finding, "name">> {
  const { rows } = await sql<{ all: number; lost: number }>`
    select count(*) as all, count(*) filter (where state = 'reconnect') as lost from account where state <> 'disconnected'`.execute(
    db,
  );
  const { all, lost } = rows[0]!;
  return lost > 0 ? warning(`${lost} of ${all} must be connected again by their owners.`) : good(`${all} connected`);
}

async function sources({ db }: { db: Db }): Promise<Omit<Finding, "name">> {
  const { rows } = await sql<{ all: number; failing: number }>`
    select count(*) as all, count(*) filter (where failures > 2) as failing from source where next_poll_at is not null`.execute(
    db,
  );
  const { all, failing } = rows[0]!;
  return failing > 0
    ? warning(`${failing} of ${all} failed three times or more: the list of sources says why.`)
    : good(`${all} are read`);
}

async function backups({ db, settings }: { db: Db; settings: Settings }): Promise<Omit<Finding, "name">> {
  const { state, at } = await backupHealth(db, settings);
  const last = at === null ? "none was made yet" : `the last one was whole at ${at}`;
  if (state === "failed") return warning(`the last one failed; ${last}: Settings, Backups and the log say why.`);
  if (state === "late") return warning(`one is long due; ${last}: is a process of role all or worker running?`);
  if (state === "good" || at !== null) return good(last);
  return good(`${last}, and none is made by itself: relaymap backup --every 1d`);
}
