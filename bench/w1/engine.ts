import { randomUUID } from "node:crypto";
import process from "node:process";
import { sql } from "kysely";
import { across, inWorkspace } from "#server/database/scope.ts";
import { createLog } from "#server/log.ts";
import { createMap } from "#server/maps/edit.ts";
import { publishMap } from "#server/maps/publish.ts";
import type { Services } from "#server/ports.ts";
import { requestRun } from "#server/run/ticks.ts";
import { readSettings } from "#server/settings.ts";
import { start } from "#server/start.ts";
import { draw } from "#server/maps/templates/draw.ts";
import { keyword, tokenOf, workload } from "./workload.ts";

/**
 * The product in W1: a real worker process on a real database, told what to do by messages. `node bench/w1/engine.ts
 * FEEDS_PORT SINK_PORT`, with DATABASE_URL and DATA_DIR set. Answers `{ ready }`, then to "run" `{ run }` with the figures.
 */
const [feeds, sink] = process.argv.slice(2).map(Number);
const settings = readSettings(
  { ...process.env, RELAYMAP_DEMO: "off", RELAYMAP_ALLOW_HOSTS: `127.0.0.1:${feeds},127.0.0.1:${sink}` },
  "worker",
);
const begun = performance.now();
const running = await start(settings, { log: createLog({ level: settings.logLevel }), progress: () => {} });
const { services } = running;
const ready = (performance.now() - begun) / 1000;
const map = (await findMap(services)) ?? (await seed(services));

function drawing() {
  return draw({
    name: "W1",
    description: "",
    nodes: [
      ...Array.from({ length: workload.feeds }, (_, feed) => ({
        id: `feed-${feed}`,
        type: "rss",
        config: { url: `http://127.0.0.1:${feeds}/feed/${feed}` },
        at: [0, feed] as [number, number],
      })),
      {
        id: "keep",
        type: "keywords",
        config: { mode: "any", words: [keyword], fields: ["title"], whole: true },
        at: [1, 0],
      },
      { id: "write", type: "template", config: { template: "{{title}} {{link}}" }, at: [2, 0] },
      { id: "people", type: "ambassadors", config: {}, at: [3, 0] },
    ],
    wires: [...Array.from({ length: workload.feeds }, (_, feed) => `feed-${feed}>keep`), "keep>write", "write>people"],
    schedule: { kind: "manual" },
    first: { kind: "all" },
  });
}

async function findMap({ db }: Services): Promise<{ workspaceId: string; mapId: string } | null> {
  const row = await across("start", () => db.selectFrom("map").select(["workspace_id", "id"]).executeTakeFirst());
  return row ? { workspaceId: row.workspace_id, mapId: row.id } : null;
}

/** A workspace with 20 people who let their accounts post by themselves, without budgets, and the published map. */
function seed(services: Services): Promise<{ workspaceId: string; mapId: string }> {
  const workspaceId = randomUUID();
  return inWorkspace(workspaceId, () => fill(services, workspaceId));
}

async function fill(services: Services, workspaceId: string): Promise<{ workspaceId: string; mapId: string }> {
  const { db, vault } = services;
  await db.insertInto("workspace").values({ id: workspaceId, name: "W1" }).execute();
  for (let account = 0; account < workload.accounts; account += 1) {
    const email = `person-${account}@w1.example`;
    await db.insertInto("auth_user").values({ id: email, name: email, email }).execute();
    const { id: member } = await db
      .insertInto("member")
      .values({ workspace_id: workspaceId, user_id: email, role: "ambassador", name: email, email })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { id } = await db
      .insertInto("account")
      .values({
        workspace_id: workspaceId,
        member_id: member,
        network: "mastodon",
        server: `http://127.0.0.1:${sink}`,
        remote_id: String(account),
        handle: `person${account}@w1`,
        name: email,
        budget_calls: 1_000_000,
        budget_s: 60,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const sealed = await vault.seal(workspaceId, `account/${id}/token`, tokenOf(account));
    await db.updateTable("account").set({ sealed_token: sealed }).where("id", "=", id).execute();
    await db.insertInto("consent").values({ workspace_id: workspaceId, account_id: id, mode: "auto" }).execute();
  }
  const actor = { workspaceId, memberId: null as unknown as string };
  const drawn = drawing();
  const limits = { ...drawn.limits, burst: 100_000, newShare: 1, perRun: 1_000_000, spread: 0 };
  const mapId = await createMap(services, actor, { name: "W1", document: { ...drawn, limits } });
  await publishMap(services, actor, mapId, { revision: 1, note: "" });
  return { workspaceId, mapId };
}

/** Waits until the runs have ended and nothing of them is on its way. Looks seldom: the looking is ours, not the engine's. */
async function settled(): Promise<void> {
  const from = performance.now();
  for (;;) {
    const { rows } = await inWorkspace(map.workspaceId, () =>
      sql<{ open: boolean }>`select
      exists (select from run where state in ('waiting', 'polling', 'scheduling'))
      or exists (select from delivery where state in ('ready', 'sending', 'processing', 'retry_wait', 'unknown')) as open`.execute(
        services.db,
      ),
    );
    if (rows[0]?.open !== true) return;
    // Often at first, so that an empty cycle is timed well; then seldom, since each look reads the table.
    await new Promise((resolve) => setTimeout(resolve, performance.now() - from < 2000 ? 50 : 500));
  }
}

const figures = async (wall: number, cpu: NodeJS.CpuUsage) => {
  const { rows } = await inWorkspace(map.workspaceId, () =>
    sql<{
      state: string;
      count: number;
    }>`select state, count(*) as count from delivery group by state`.execute(services.db),
  );
  return {
    wall,
    cpu: (cpu.user + cpu.system) / 1e6,
    rssMb: process.resourceUsage().maxRSS / 1024,
    states: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
  };
};

process.on("message", (message: unknown) => {
  void (async () => {
    if (message === "stop") {
      await running.stop();
      process.exit(0);
    }
    const cpu = process.cpuUsage();
    const from = performance.now();
    if (message === "run") await inWorkspace(map.workspaceId, () => requestRun(services, { ...map, memberId: null }));
    await settled();
    process.send?.({ run: await figures((performance.now() - from) / 1000, process.cpuUsage(cpu)) });
  })();
});
process.on("disconnect", () => process.exit(1));
process.send?.({ ready });
