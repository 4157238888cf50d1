import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addAccount, items, list, makeWorld, scheduledFor, publish, runNow, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { openBell } from "../database/bell.ts";
import { lanesBell } from "../ledger/lanes.ts";
import { runMap } from "./run-map.ts";
import { requestRun } from "./ticks.ts";
import { getRun } from "./views.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const straight = (name: string, perRun = 1_000_000) => {
  const drawn = drawing({ a: ["spring", { name }], z: ["well", { account: `plain:${name}` }] }, ["a>z"]);
  return { ...drawn, first: { kind: "all" } as const, limits: { ...drawn.limits, perRun } };
};
/** One map of two sources: `fast` has 1,000 items at once, `slow` has one as soon as `arrive` is called. */
async function twoSources(name: string) {
  const account = await addAccount(world, name);
  const slow = Promise.withResolvers<void>();
  world.springs.set(`${name}-fast`, () => list(items(`${name}-fast`, 1000)));
  world.springs.set(`${name}-slow`, () => slow.promise.then(() => list(items(`${name}-slow`, 1))));
  const nodes = {
    a: ["spring", { name: `${name}-fast` }],
    b: ["spring", { name: `${name}-slow` }],
    z: ["well", { account: `plain:${name}` }],
  } as const;
  const drawn = drawing({ a: [...nodes.a], b: [...nodes.b], z: [...nodes.z] }, ["a>z", "b>z"]);
  const limits = { ...drawn.limits, perRun: 1_000_000 };
  const mapId = await publish(world, { ...drawn, limits, first: { kind: "all" } });
  const { id: runId } = await requestRun(world.services, { workspaceId: world.workspaceId, mapId, memberId: null });
  const running = runMap(world.services, { workspaceId: world.workspaceId, runId });
  return { account, mapId, runId, running, arrive: slow.resolve };
}
const detailOf = (runId: string) => getRun(world.services, world.workspaceId, runId);

test("A run of many items comes in parts, and its row, steps, cap and sum are those of one run.", async () => {
  const account = await addAccount(world, "many");
  world.springs.set("many", () => list(items("many", 6500)));
  const { db, log } = world.services;
  let rings = 0;
  const bell = openBell({ url: world.direct, db, log });
  const heard = new Promise<void>((resolve) =>
    bell.hear(lanesBell, (word) => void (word === null ? resolve() : (rings += 1))),
  );
  await heard;
  const run = await runNow(world, await publish(world, straight("many", 5200)));
  await vi.waitFor(() => expect(rings, "each part wakes the lanes").toBeGreaterThan(1), { timeout: 10_000 });
  await bell.close();
  const detail = await detailOf(run.id);
  const { deliveries, drops } = detail;
  expect(detail).toMatchObject({ state: "done", items: 6500, held: deliveries - 5200, warnings: [] });
  expect(deliveries + drops).toBe(6500);
  expect(detail.balance).toEqual({ expected: 6500, deliveries, drops, balanced: true });
  expect(detail.edges).toEqual({ "a-z": 6500 });
  expect(detail.steps).toMatchObject([{ itemsIn: 6500 }, { node: "z", itemsIn: 6500, drops }]);
  expect(Object.values(detail.states).reduce((sum, count) => sum + count, 0)).toBe(deliveries);
  expect(await scheduledFor(world, account)).toHaveLength(deliveries);
  expect(await runNow(world, run.map_id)).toMatchObject({ items: 0, deliveries: 0 });
});

test("What the ledger lets go is counted at its target.", async () => {
  await addAccount(world, "both");
  world.springs.set("both", () => list(items("both", 3)));
  const well = ["well", { account: "plain:both" }] as const;
  const drawn = drawing({ a: ["spring", { name: "both" }], y: [...well], z: [...well] }, ["a>y", "a>z"]);
  const run = await runNow(world, await publish(world, { ...drawn, first: { kind: "all" } }));
  const { steps, deliveries, drops } = await detailOf(run.id);
  expect({ deliveries, drops }).toEqual({ deliveries: 3, drops: 3 });
  expect(steps.map((step) => [step.node, step.itemsIn, step.drops])).toEqual([
    ["a", 3, 0],
    ["y", 3, 0],
    ["z", 3, 3],
  ]);
});

test("What has arrived is scheduled while a slow source is still being read.", async () => {
  const { account, runId, running, arrive } = await twoSources("slow");
  const scheduled = async () => (await scheduledFor(world, account)).length;
  const before = await vi.waitUntil(async () => (await scheduled()) || null, { timeout: 20_000, interval: 50 });
  expect(before).toBeGreaterThan(900);
  expect(await detailOf(runId)).toMatchObject({ state: "polling", items: 1000, published: { z: 0 } });
  await sql`update delivery set state = 'published' where account_id = ${account} and id % 2 = 0`.execute(
    world.services.db,
  );
  const { published, states } = await detailOf(runId);
  expect(published).toEqual({ z: states.published });
  await vi.waitFor(async () => expect(await detailOf(runId)).toMatchObject({ sourcesRead: 1, sourcesTotal: 2 }));
  arrive();
  await running;
  expect(await scheduled()).toBe(before + 1);
  expect(await detailOf(runId)).toMatchObject({ state: "done", items: 1001, balance: { balanced: true } });
});

test("A map that is paused half-way keeps what was scheduled, says so, and reads the rest later.", async () => {
  const { account, mapId, runId, running, arrive } = await twoSources("paused");
  const scheduled = async () => (await scheduledFor(world, account)).length;
  const before = await vi.waitUntil(async () => (await scheduled()) || null, { timeout: 20_000, interval: 50 });
  const pause = (state: "paused" | "live") =>
    world.services.db.updateTable("map").set({ state }).where("id", "=", mapId).execute();
  await pause("paused");
  arrive();
  await running;
  expect(await detailOf(runId)).toMatchObject({
    state: "done",
    items: 1000,
    warnings: [{ code: "interrupted" }],
    balance: { balanced: true },
  });
  await pause("live");
  expect(await runNow(world, mapId)).toMatchObject({ items: 1, deliveries: 1 });
  expect(await scheduled()).toBe((before ?? 0) + 1);
});

test("A run that is cut off between two parts goes on where it was.", async () => {
  const account = await addAccount(world, "cut");
  world.springs.set("cut", () => list(items("cut", 6500)));
  const mapId = await publish(world, straight("cut"));
  const { id: runId } = await requestRun(world.services, { workspaceId: world.workspaceId, mapId, memberId: null });
  const { db } = world.services;
  // The database refuses every part after the first.
  await sql`create function cut_off() returns trigger language plpgsql as $$ begin raise 'cut off'; end $$`.execute(db);
  await sql`create trigger cut_off after update on run for each row when (old.items > 0 and new.items > old.items) execute function cut_off()`.execute(
    db,
  );
  const job = { workspaceId: world.workspaceId, runId };
  await expect(runMap(world.services, job)).rejects.toThrow("cut off");
  await sql`drop function cut_off cascade`.execute(db);
  const half = await detailOf(runId);
  expect(half.state).toBe("scheduling");
  expect(await scheduledFor(world, account)).toHaveLength(half.deliveries);
  expect(half.items).toBeLessThan(6500);
  await runMap(world.services, job);
  const whole = await detailOf(runId);
  expect(whole).toMatchObject({ state: "done", items: 6500, balance: { expected: 6500, balanced: true } });
  expect(await scheduledFor(world, account)).toHaveLength(whole.deliveries);
});
