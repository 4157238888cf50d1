import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { inWorkspace } from "../database/scope.ts";
import type { Keeper } from "../ledger/keeper.ts";
import { demoFeeds, installation } from "./feeds.ts";
import type { Stage } from "./history.ts";
import { loadSimulators } from "../nodes.ts";
import type { Db, Services, Settings } from "../ports.ts";
import { SettingsError, type StartSettings } from "../settings.ts";
import { mailboxOf, startSimulators } from "../simulators/start.ts";

export type Demo = {
  /** Where each network's API is in the demo. */
  networks: Settings["networks"];
  /** Where mails of the demo land. */
  mailbox: string | null;
  /** What the outbound guard lets through: the simulators' `host:port`. */
  host: string;
  /** Fills an empty database with the demo's people and maps. Gives its workspace, or null where there was nothing to do. */
  seed: (services: Services) => Promise<string | null>;
  /** Gives a demo that was just filled its past, before anything else works (`playHistory`). */
  live: (services: Services, keeper: Keeper, progress: (sentence: string) => void) => Promise<void>;
  close: () => Promise<void>;
};

const host = "127.0.0.1";

/**
 * The demo's simulated networks and feeds, where they belong: RELAYMAP_DEMO is on, and the database is empty or holds
 * the demo. A workspace of real people never meets them. A worker uses those of the process that serves them. Null: no demo.
 */
export async function openDemo({
  settings,
  db,
  log,
}: {
  settings: StartSettings;
  db: Db;
  log: Logger;
}): Promise<Demo | null> {
  if (!(await wanted(db, settings.demo))) return null;
  if (settings.role === "worker") return await borrow(settings.dataDir);
  let moment: number | null = null;
  const stage: Stage = { now: () => moment ?? Date.now(), turnTo: (at) => void (moment = at) };
  const simulators = await startSimulators({
    host,
    port: settings.simulatorPort ?? settings.port + 1,
    fixed: settings.simulatorPort !== null,
    dataDir: settings.dataDir,
    log,
    clock: stage,
    extra: { feeds: await demoFeeds({ dataDir: settings.dataDir, now: stage.now }) },
  }).catch((error: Error) => {
    const code = (error.cause as { code?: string } | undefined)?.code ?? "";
    throw ["EADDRINUSE", "EACCES"].includes(code) ? new SettingsError(error.message, { cause: error }) : error;
  });
  return {
    networks: simulators.networks,
    mailbox: simulators.mailbox,
    host: `${host}:${simulators.port}`,
    seed: async (services) => {
      const { seed } = await import("./seed.ts");
      return (await seed(services, simulators, settings.language)).workspaceId;
    },
    live: async (services, keeper, progress) => {
      if (!settings.demoPast) return;
      const { playHistory } = await import("./history.ts");
      const demo = await db.selectFrom("workspace").select("id").where("demo", "=", true).executeTakeFirst();
      if (demo === undefined) return;
      const installed = await installation({ dataDir: settings.dataDir, now: stage.now });
      const place = { workspaceId: demo.id, installed, stage, keeper, progress };
      const { seedCues } = await import("./cues.ts");
      await inWorkspace(demo.id, async () => {
        await playHistory(services, place);
        await seedCues(services, demo.id);
      });
    },
    close: () => simulators.close(),
  };
}

/**
 * Throws SettingsError where the demo is switched off on a database that holds it: its made-up accounts would call the
 * real networks.
 */
async function wanted(db: Db, on: boolean): Promise<boolean> {
  const rows = await db.selectFrom("workspace").select("demo").execute();
  const there = rows.some((row) => row.demo);
  if (on || !there) return on && (there || rows.length === 0);
  throw new SettingsError(
    "RELAYMAP_DEMO is off, but this database holds the demo, whose networks are simulated: set DATA_DIR or DATABASE_URL to a new place, or RELAYMAP_DEMO=on.",
  );
}

/** What another process on the same data folder serves. */
async function borrow(dataDir: string): Promise<Demo | null> {
  const file = await readFile(join(dataDir, "demo.json"), "utf8").catch(() => null);
  if (file === null) return null;
  const { port } = z.object({ port: z.number().int() }).parse(JSON.parse(file));
  const simulators = await loadSimulators();
  const names = [...simulators.keys()];
  return {
    mailbox: mailboxOf(simulators, `http://${host}:${port}`),
    networks: Object.fromEntries(
      names.map((name) => [name, { api: `http://${host}:${port}/${name}`, web: `http://${host}:${port}/${name}` }]),
    ),
    host: `${host}:${port}`,
    seed: () => Promise.resolve(null),
    live: async () => {},
    close: async () => {},
  };
}

/** Milliseconds that a first start waits for the demo's first run: whoever opens it finds posts and proposals. */
const patience = 10_000;

/** Waits until the demo's first run is over, or for as long as one waits for a demo. */
export async function firstRun(db: Db, workspaceId: string): Promise<void> {
  for (const start = performance.now(); performance.now() - start < patience;) {
    const runs = db.selectFrom("run").select("id").where("workspace_id", "=", workspaceId);
    if ((await runs.where("finished_at", "is not", null).limit(1).execute()).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
