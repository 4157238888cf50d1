import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { draw } from "#server/maps/templates/draw.ts";
import { makeStage, settled, type Stage, until } from "./stage.ts";

const size = { feeds: 6, items: 10, accounts: 8 };
const expected = size.feeds * size.items;

/** Feeds whose answers take a while, so that a worker can be killed while it polls. */
const server = createServer((request, response) => {
  const feed = Number((request.url ?? "").slice(1));
  const items = Array.from({ length: size.items }, (_, index) => {
    const number = feed * 100 + index;
    return `<item><title>Histoire ${number} ${[..."abcdefgh"].map((letter) => letter + ((number * 7919 + letter.charCodeAt(0) * 104_729) % 99_991).toString(36)).join(" ")}</title><link>https://killed.example/${number}</link><guid isPermaLink="false">urn:killed:${number}</guid></item>`;
  });
  setTimeout(
    () =>
      response.end(
        `<?xml version="1.0"?><rss version="2.0"><channel><title>${feed}</title>${items.join("")}</channel></rss>`,
      ),
    500 * feed,
  );
});

let stage: Stage;
let mapId: string;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  stage = await makeStage({ accounts: size.accounts, networks: ["mastodon"], allowHosts: [host], latency: 30 });
  const sources = Array.from({ length: size.feeds }, (_, feed) => ({
    id: `s${feed}`,
    type: "rss",
    config: { url: `http://${host}/${feed}` },
    at: [0, feed] as [number, number],
  }));
  const targets = stage.refs.map((account, row) => ({
    id: `t${row}`,
    type: "account",
    config: { account },
    at: [2, row] as [number, number],
  }));
  const document = draw({
    name: "Killed",
    description: "",
    nodes: [
      ...sources,
      { id: "write", type: "template", config: { template: "{{title}} {{link}}" }, at: [1, 0] },
      ...targets,
    ],
    wires: [...sources.map(({ id }) => `${id}>write`), ...targets.map(({ id }) => `write>${id}`)],
    schedule: { kind: "manual" },
    first: { kind: "all" },
  });
  mapId = await stage.publish({ ...document, limits: { ...document.limits, perRun: 1_000_000, spread: 0 } });
}, 120_000);
afterAll(async () => {
  await stage?.close();
  server.closeAllConnections();
  server.close();
});

/** Posts by account and text: each must be there once at most. */
const doubled = () => {
  const names = stage.posts().map(({ handle, text }) => `${handle} ${text}`);
  return names.length - new Set(names).size;
};
const stateCounts = async () => {
  const rows = await stage.db
    .selectFrom("delivery")
    .select(["state", (eb) => eb.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

test(
  "Killed while it polls and again while it posts, a worker's successor finishes the run by itself: nothing twice, nothing missing.",
  { timeout: 240_000 },
  async () => {
    const runId = await stage.requestRun(mapId);
    const first = await stage.startWorker();
    const stored = () => stage.db.selectFrom("item").select("seq").limit(1).execute();
    await until("some feeds are read", async () => (await stored()).length > 0);
    first.kill("SIGKILL");
    await once(first, "exit");
    expect(await stage.db.selectFrom("run").select("state").where("id", "=", runId).executeTakeFirstOrThrow()).toEqual({
      state: "polling",
    });
    expect(stage.posts()).toHaveLength(0);

    const second = await stage.startWorker();
    await until("a third is posted", () => stage.posts().length > (expected * size.accounts) / 3);
    second.kill("SIGKILL");
    await once(second, "exit");
    const atKill = stage.posts().length;
    expect(doubled()).toBe(0);
    const caught = (await stateCounts())["sending"] ?? 0;
    expect(caught).toBeGreaterThan(0);
    expect(caught).toBeLessThanOrEqual(size.accounts);

    // The leases of the dead worker end after a minute: here at once.
    await sql`update delivery set lease_until = now() where state = 'sending'`.execute(stage.db);
    await sql`update lane set next_at = now()`.execute(stage.db);
    const third = await stage.startWorker();
    await until(
      "what was caught in the call is shown as unknown",
      async () => ((await stateCounts())["unknown"] ?? 0) === caught,
    );
    expect((await stateCounts())["sending"] ?? 0).toBeLessThanOrEqual(size.accounts);
    // A lost answer is looked up when a minute has passed since the call.
    await sql`update delivery set gated_at = gated_at - interval '2 minutes', settled_at = settled_at - interval '2 minutes', lease_until = now() where state = 'unknown'`.execute(
      stage.db,
    );
    await sql`update attempt set gated_at = gated_at - interval '2 minutes' where delivery_id in (select id from delivery where state = 'unknown')`.execute(
      stage.db,
    );
    await until("everything is posted", async () => (await settled(stage.db)) && !("unknown" in (await stateCounts())));
    await sleep(500);
    expect(stage.posts().length).toBeGreaterThan(atKill);
    expect(doubled()).toBe(0);
    expect(stage.posts()).toHaveLength(expected * size.accounts);
    expect(await stateCounts()).toEqual({ published: expected * size.accounts });
    const run = await stage.db.selectFrom("run").selectAll().where("id", "=", runId).executeTakeFirstOrThrow();
    expect(run).toMatchObject({ state: "done", items: expected, deliveries: expected * size.accounts, drops: 0 });
    third.send("stop");
    await once(third, "exit");
  },
);
