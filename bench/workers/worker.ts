import { randomUUID } from "node:crypto";
import process from "node:process";
import { Limits } from "#engine/map.ts";
import { postOf } from "#engine/post.ts";
import { inWorkspace } from "#server/database/scope.ts";
import { scheduleDeliveries } from "#server/ledger/schedule.ts";
import type { Wanted } from "#server/ledger/wanted.ts";
import { rulesOf, stamp } from "#server/ledger/ruled.ts";
import { createLog } from "#server/log.ts";
import type { Services } from "#server/ports.ts";
import { readSettings } from "#server/settings.ts";
import { start } from "#server/start.ts";
import { tokenOf } from "../w1/workload.ts";

/**
 * A real worker process on a real database: `node bench/workers/worker.ts SINK_PORT …`, with DATABASE_URL and DATA_DIR set. Says `{ ready }`;
 * to `{ lanes, each, from }` it makes a workspace of so many accounts (numbered from `from`) with so many posts each, all due now, and
 * answers `{ seeded }`: the workspace.
 */
const sinks = process.argv.slice(2).map((port) => `127.0.0.1:${port}`);
const settings = readSettings(
  { ...process.env, RELAYMAP_DEMO: "off", RELAYMAP_ALLOW_HOSTS: sinks.join(",") },
  "worker",
);
const running = await start(settings, { log: createLog({ level: settings.logLevel }), progress: () => {} });

type Order = { lanes: number; each: number; from: number };

async function seed(services: Services, order: Order): Promise<string> {
  const workspaceId = randomUUID();
  await inWorkspace(workspaceId, () => fill(services, workspaceId, order));
  return workspaceId;
}

async function fill({ db, vault, nodes }: Services, workspaceId: string, { lanes, each, from }: Order): Promise<void> {
  await db
    .insertInto("workspace")
    .values({ id: workspaceId, name: `${lanes} lanes` })
    .execute();
  const live = { workspace_id: workspaceId, name: "bench", draft: "{}", state: "live", live_version: 1 };
  const map = await db.insertInto("map").values(live).returning("id").executeTakeFirstOrThrow();
  const ruled = stamp(rulesOf(nodes.networks.get("mastodon")!.card), 1, "auto");
  const wanted: Wanted[] = [];
  for (let lane = from; lane < from + lanes; lane += 1) {
    const { id } = await db
      .insertInto("account")
      .values({
        ...{ workspace_id: workspaceId, network: "mastodon", server: `http://${sinks[lane % sinks.length]}` },
        ...{ remote_id: String(lane), handle: `person${lane}@bench`, name: `Person ${lane}` },
        ...{ budget_calls: 1_000_000, budget_s: 60 },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const sealed = await vault.seal(workspaceId, `account/${id}/token`, tokenOf(lane));
    await db.updateTable("account").set({ sealed_token: sealed }).where("id", "=", id).execute();
    await db.insertInto("consent").values({ workspace_id: workspaceId, account_id: id, mode: "auto" }).execute();
    for (let n = 0; n < each; n += 1) {
      const text = `Post ${n} of lane ${lane}, with a few words more than one needs`;
      const names = {
        node: "t",
        accountId: id,
        network: "mastodon",
        itemKey: `${lane}-${n}`,
        itemTitle: "t",
        topic: "",
      };
      wanted.push({ ...names, itemSeq: null, post: postOf({ text }), ruled, link: null });
    }
  }
  await db.transaction().execute((trx) =>
    scheduleDeliveries(trx, {
      ...{ workspaceId, mapId: map.id, version: 1, runId: randomUUID(), now: new Date().toISOString(), wanted },
      limits: Limits.parse({ perRun: 1_000_000, spread: 0 }),
    }),
  );
}

process.on("message", (order: Order | "stop") => {
  void (async () => {
    if (order === "stop") {
      await running.stop();
      process.exit(0);
    }
    process.send?.({ seeded: await seed(running.services, order) });
  })();
});
process.on("disconnect", () => process.exit(1));
process.send?.({ ready: true });
