import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pino from "pino";
import type { MapDocument } from "#engine/map.ts";
import type { AcceptedPost } from "#engine/simulator.ts";
import { storeSingle } from "#server/networks/connect/store.ts";
import { createMap } from "#server/maps/edit.ts";
import { publishMap } from "#server/maps/publish.ts";
import { loadNodes } from "#server/nodes.ts";
import type { Db, Queue, Services } from "#server/ports.ts";
import { createQueue } from "#server/queue/boss.ts";
import { requestRun } from "#server/run/ticks.ts";
import { readSettings } from "#server/settings.ts";
import { startSimulators, type Simulators } from "#server/simulators/start.ts";
import { createVault } from "#server/vault/vault.ts";
import { testDatabase } from "#test/support/database.ts";
import { createMember, createWorkspace } from "#test/support/session.ts";

const secret = "a secret of the main job's test, long enough";

/** The product on a stage: its database, simulated networks with people who let everything be posted, and a worker process that may be killed. */
export type Stage = {
  db: Db;
  workspaceId: string;
  simulators: Simulators;
  /** Of the accounts, in their order: half of them on X, half on Mastodon, or all on Mastodon. */
  refs: string[];
  startWorker: () => Promise<ChildProcess>;
  publish: (document: MapDocument) => Promise<string>;
  requestRun: (mapId: string) => Promise<string>;
  posts: () => AcceptedPost[];
  close: () => Promise<void>;
};

export async function makeStage(options: {
  accounts: number;
  networks: string[];
  allowHosts: string[];
  latency?: number;
}): Promise<Stage> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), "relaymap-main-job-"));
  const log = pino({ level: "silent" });
  const handles = Array.from({ length: options.accounts }, (_, index) => `person_${index + 1}`);
  const plenty = { calls: 1_000_000, seconds: 60 };
  const { latency } = options;
  const simulators = await startSimulators({
    host: "127.0.0.1",
    port: 0,
    dataDir: folder,
    log,
    people: handles.map((handle) => ({ handle, name: handle, about: "" })),
    budgets: { x: plenty, mastodon: plenty },
    ...(latency === undefined ? {} : { faults: () => ({ kind: "none" as const, latency }) }),
  });
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    RELAYMAP_SECRET: secret,
    RELAYMAP_ALLOW_HOSTS: [...options.allowHosts, `127.0.0.1:${simulators.port}`].join(","),
    LOG_LEVEL: "silent",
  };
  const settings = { ...readSettings(env, "worker"), networks: simulators.networks };
  const queue: Queue = await createQueue({ url: database.url, log, role: "web" });
  const clock = { now: () => Date.now() };
  // Nothing of it reads feeds or calls networks: the worker does.
  const services = {
    settings,
    db: database.db,
    log,
    clock,
    vault: createVault(database.db, settings.masterKey),
    nodes: await loadNodes(),
    queue,
  } as unknown as Services;
  const workspace = await createWorkspace(database.db, {});
  const admin = await createMember(database.db, workspace.id, { role: "admin" });
  const actor = { workspaceId: workspace.id, memberId: admin.id };
  const refs: string[] = [];
  for (const [index, handle] of handles.entries()) {
    const network = options.networks[index % options.networks.length]!;
    const { identity, server, tokens } = simulators.issueToken(network, handle);
    const id = await storeSingle(services, {
      workspaceId: workspace.id,
      memberId: null,
      grantedBy: admin.id,
      network: services.nodes.networks.get(network)!,
      server,
      account: identity,
      access: { token: tokens.access, refresh: tokens.refresh, expiresAt: tokens.expiresAt },
    });
    await database.db
      .updateTable("account")
      .set({ budget_calls: plenty.calls, budget_s: plenty.seconds })
      .where("id", "=", id)
      .execute();
    refs.push(`${network}:${identity.handle}`);
  }
  const workers = new Set<ChildProcess>();
  return {
    db: database.db,
    workspaceId: workspace.id,
    simulators,
    refs,
    startWorker: async () => {
      const args = [JSON.stringify(simulators.networks)];
      const worker = fork(join(import.meta.dirname, "worker.ts"), args, {
        env: { PATH: process.env["PATH"], ...env },
        execArgv: [],
      });
      workers.add(worker);
      const ended = once(worker, "exit").then(() => Promise.reject(new Error("the worker ended before it was ready")));
      await Promise.race([once(worker, "message"), ended]);
      return worker;
    },
    publish: async (document) => {
      const mapId = await createMap(services, actor, { name: document.name, document });
      await publishMap(services, actor, mapId, { revision: 1, note: "" });
      return mapId;
    },
    requestRun: async (mapId) => (await requestRun(services, { ...actor, mapId })).id,
    posts: () => [...new Set(options.networks)].flatMap((network) => simulators.posts(network)),
    close: async () => {
      for (const worker of workers) worker.kill("SIGKILL");
      await queue.stop();
      await simulators.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until a condition holds, at most `limit` milliseconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limit = 180_000): Promise<void> {
  const end = performance.now() + limit;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${limit / 1000} s in vain until ${what}`);
    await sleep(50);
  }
}

/** True when no run is open and nothing of the ledger is on its way, apart from lost answers. */
export async function settled(db: Db): Promise<boolean> {
  const { rows } = await sql<{
    open: boolean;
  }>`select exists (select from run where state in ('waiting', 'polling', 'scheduling'))
    or exists (select from delivery where state in ('ready', 'sending', 'processing', 'retry_wait')) as open`.execute(
    db,
  );
  return rows[0]?.open === false;
}
