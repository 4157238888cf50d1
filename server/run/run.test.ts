import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addAccount, items, list, makeWorld, scheduledFor, publish, runNow, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { runMap } from "./run-map.ts";
import { requestRun } from "./ticks.ts";
import { getRun, listDrops, listRuns } from "./views.ts";
import { wireItems } from "./wires.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const straight = (name: string, account = name) => ({
  ...drawing({ a: ["spring", { name }], z: ["well", { account: `plain:${account}` }] }, ["a>z"]),
  first: { kind: "all" } as const,
});
const runsOf = (mapId: string) =>
  world.services.db.selectFrom("run").selectAll().where("map_id", "=", mapId).orderBy("due_at").execute();
const statesOf = async (accountId: string) => {
  const rows = await world.services.db
    .selectFrom("delivery")
    .select(["state", "reason_code"])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();
  return rows.map(({ state, reason_code: code }) => (code === null ? state : `${state}: ${code}`));
};

test("An item that reaches a target by two ways is scheduled once.", async () => {
  const account = await addAccount(world, "diamond");
  world.springs.set("diamond", () => list(items("diamond", 4)));
  const nodes = {
    a: ["spring", { name: "diamond" }],
    f: ["fork", { all: true }],
    z: ["well", { account: "plain:diamond" }],
  } as const;
  const document = drawing({ a: [...nodes.a], f: [...nodes.f], z: [...nodes.z] }, ["a>f", "f.w0>z", "f.w1>z"]);
  const run = await runNow(world, await publish(world, { ...document, first: { kind: "all" } }));
  expect(run).toMatchObject({ items: 4, deliveries: 4, targets: { z: 4 }, edges: { "f-w0-z": 4, "f-w1-z": 4 } });
  expect(await scheduledFor(world, account)).toHaveLength(4);
});

test("Each item leaves as a delivery or as a recorded drop, and the run's sum comes out even.", async () => {
  await addAccount(world, "sum");
  world.springs.set("sum", () => list(items("sum", 9)));
  const document = drawing(
    {
      a: ["spring", { name: "sum" }],
      s: ["sieve", { every: 3 }],
      y: ["well", { account: "plain:nobody" }],
      z: ["well", { account: "plain:sum" }],
    },
    ["a>s", "s>y", "s>z"],
  );
  const run = await runNow(world, await publish(world, { ...document, first: { kind: "all" } }));
  const detail = await getRun(world.services, world.workspaceId, run.id);
  expect(detail).toMatchObject({
    items: 9,
    deliveries: 6,
    drops: 9,
    balance: { expected: 12, deliveries: 6, drops: 6, balanced: true },
  });
  expect(detail.steps.map(({ node, itemsIn, drops }) => ({ node, itemsIn, drops }))).toEqual([
    { node: "a", itemsIn: 9, drops: 0 },
    { node: "s", itemsIn: 9, drops: 3 },
    { node: "y", itemsIn: 6, drops: 6 },
    { node: "z", itemsIn: 6, drops: 0 },
  ]);
  const first = await listDrops(world.services, world.workspaceId, run.id, { node: "s", limit: 2 });
  const rest = await listDrops(world.services, world.workspaceId, run.id, { node: "s", limit: 2, before: first.next! });
  expect([...first.rows, ...rest.rows].map(({ itemKey }) => itemKey)).toEqual(["tag:sum:3", "tag:sum:6", "tag:sum:9"]);
  expect(rest.next).toBeNull();
});

test("A run whose job comes twice, also at the same time, schedules once.", async () => {
  const account = await addAccount(world, "twice");
  world.springs.set("twice", () => list(items("twice", 5)));
  const mapId = await publish(world, straight("twice"));
  const { id } = await requestRun(world.services, { workspaceId: world.workspaceId, mapId, memberId: null });
  const job = { workspaceId: world.workspaceId, runId: id };
  await Promise.all([runMap(world.services, job), runMap(world.services, job)]);
  await runMap(world.services, job);
  expect(await scheduledFor(world, account)).toHaveLength(5);
  expect((await runsOf(mapId))[0]).toMatchObject({ state: "done", items: 5, deliveries: 5, drops: 0 });
  const again = await runNow(world, mapId);
  expect(again).toMatchObject({ items: 0, deliveries: 0, drops: 0 });
});

test("A burst, and a site that changed all its ids, are held for review; the first poll is not.", async () => {
  const account = await addAccount(world, "flood");
  world.springs.set("flood", () => list(items("flood", 30)));
  const mapId = await publish(world, straight("flood"));
  await runNow(world, mapId);
  world.springs.set("flood", () => list(items("flood", 51, 22)));
  const burst = await runNow(world, mapId);
  expect(burst).toMatchObject({ items: 21, deliveries: 21, held: 21, warnings: [{ code: "flood", node: "a" }] });
  world.springs.set("flood", () => list(items("flood", 53, 24)));
  expect(await runNow(world, mapId)).toMatchObject({ items: 2, deliveries: 2, held: 0, warnings: [] });
  world.springs.set("flood", () => list(items("changed", 6)));
  const changed = await runNow(world, mapId);
  expect(changed).toMatchObject({ items: 6, held: 6 });
  expect((changed.warnings as { code: string }[]).map(({ code }) => code)).toEqual(["gap", "flood"]);
  expect(await statesOf(account)).toEqual([
    ...Array(30).fill("ready"),
    ...Array(21).fill("held: review"),
    "ready",
    "ready",
    ...Array(6).fill("held: review"),
  ]);
});

test("What goes beyond the map's cap for one run is held, never dropped.", async () => {
  const account = await addAccount(world, "cap");
  world.springs.set("cap", () => list(items("cap", 8)));
  const document = straight("cap");
  const run = await runNow(world, await publish(world, { ...document, limits: { ...document.limits, perRun: 5 } }));
  expect(run).toMatchObject({ deliveries: 8, held: 3 });
  expect(await statesOf(account)).toEqual([...Array(5).fill("ready"), ...Array(3).fill("held: overflow")]);
});

test("The memory of a node goes from run to run.", async () => {
  await addAccount(world, "memory");
  const document = drawing(
    { a: ["spring", { name: "memory" }], r: ["rogue", { does: "count" }], z: ["well", { account: "plain:memory" }] },
    ["a>r", "r>z"],
  );
  world.springs.set("memory", () => list(items("memory", 2)));
  const mapId = await publish(world, { ...document, first: { kind: "all" } });
  await runNow(world, mapId);
  world.springs.set("memory", () => list(items("memory", 5)));
  await runNow(world, mapId);
  const map = await world.services.db
    .selectFrom("map")
    .select("node_state")
    .where("id", "=", mapId)
    .executeTakeFirstOrThrow();
  expect(map.node_state).toMatchObject({ r: 5 });
});

test("A map that is not published, or is paused, cannot be run by hand, and says what to do.", async () => {
  const id = randomUUID();
  await world.services.db
    .insertInto("map")
    .values({ workspace_id: world.workspaceId, id, name: "Draft", draft: "{}" })
    .execute();
  const ask = () => requestRun(world.services, { workspaceId: world.workspaceId, mapId: id, memberId: null });
  await expect(ask()).rejects.toMatchObject({ code: "not_published", status: 409 });
  const mapId = await publish(world, straight("held-up"));
  const { id: runId } = await requestRun(world.services, { workspaceId: world.workspaceId, mapId, memberId: null });
  await world.services.db.updateTable("map").set({ state: "paused" }).where("id", "=", mapId).execute();
  await runMap(world.services, { workspaceId: world.workspaceId, runId });
  expect((await runsOf(mapId))[0]).toMatchObject({
    state: "skipped",
    error: { en: expect.stringContaining("paused") },
  });
  await expect(
    requestRun(world.services, { workspaceId: world.workspaceId, mapId, memberId: null }),
  ).rejects.toMatchObject({ code: "paused" });
});

test("A run that was cut off while it scheduled leaves nothing behind, and the next try schedules everything.", async () => {
  const account = await addAccount(world, "cut");
  world.springs.set("cut", () => list(items("cut", 7)));
  const mapId = await publish(world, straight("cut"));
  const { id } = await requestRun(world.services, { workspaceId: world.workspaceId, mapId, memberId: null });
  const { db } = world.services;
  // What a run writes last, when its deliveries are in the transaction already.
  await sql`create function cut_off() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`.execute(
    db,
  );
  await sql`create trigger cut_off before update of node_state on map for each row execute function cut_off()`.execute(
    db,
  );
  try {
    await expect(runMap(world.services, { workspaceId: world.workspaceId, runId: id })).rejects.toThrow("cut off");
    expect(await scheduledFor(world, account)).toEqual([]);
  } finally {
    await sql`drop function cut_off() cascade`.execute(db);
  }
  await runMap(world.services, { workspaceId: world.workspaceId, runId: id });
  expect(await scheduledFor(world, account)).toHaveLength(7);
});

test("Runs are listed newest first, page by page, each once.", async () => {
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await listRuns(world.services, world.workspaceId, { before, limit: 7 });
    seen.push(...page.rows.map(({ id }) => id));
    before = page.next ?? undefined;
  } while (before !== undefined);
  const { count } = await world.services.db
    .selectFrom("run")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(count);
});

test("What went over a wire is listed with what became of it; what came from another source, or ended before it, is not.", async () => {
  await addAccount(world, "way");
  world.springs.set("way", () => list(items("way", 4)));
  world.springs.set("aside", () => list(items("aside", 2)));
  const document = drawing(
    {
      a: ["spring", { name: "way" }],
      b: ["spring", { name: "aside" }],
      s: ["sieve", { every: 2 }],
      z: ["well", { account: "plain:way" }],
    },
    ["a>s", "s>z", "b>z"],
  );
  const run = await runNow(world, await publish(world, { ...document, first: { kind: "all" } }));
  const over = async (edge: string) => {
    const { count, rows } = await wireItems(world.services, world.workspaceId, { id: run.id, edge });
    return [count, rows.map(({ deliveries, drop }) => [deliveries, drop?.node ?? null])];
  };
  expect(await over("a-s")).toEqual([
    4,
    [
      [1, null],
      [1, null],
      [0, "s"],
      [0, "s"],
    ],
  ]);
  expect(await over("s-z")).toEqual([
    2,
    [
      [1, null],
      [1, null],
    ],
  ]);
  expect(await over("b-z")).toEqual([
    2,
    [
      [1, null],
      [1, null],
    ],
  ]);
  await expect(over("none")).rejects.toMatchObject({ status: 404 });
});
