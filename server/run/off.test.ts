import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MapDocument } from "#engine/map.ts";
import {
  addAccount,
  items,
  list,
  makeWorld,
  publish,
  runNow,
  scheduledFor,
  unchanged,
  type World,
} from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest } from "../../nodes/spread/node.ts";
import { process } from "../../nodes/spread/run.ts";
import { unbalancedRuns } from "../ledger/balance.ts";
import { openLedger } from "../ledger/rounds.ts";
import { release } from "../ledger/sweeps.ts";
import { backlog } from "./backlog.ts";
import { readRoom } from "../database/room.ts";
import { runMap } from "./run-map.ts";
import { wakeKept } from "./wake.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  (world.services.nodes.manifests as Map<string, unknown>).set("spread", manifest);
  const toys = world.services.nodes.process;
  world.services.nodes.process = (type) => (type === "spread" ? (process as ReturnType<typeof toys>) : toys(type));
});
afterAll(() => world.close());

const off = (map: MapDocument, id: string): MapDocument => ({
  ...map,
  nodes: map.nodes.map((node) => (node.id === id ? { ...node, disabled: true } : node)),
});
const straight = (name: string): MapDocument => ({
  ...drawing({ a: ["spring", { name }], z: ["well", { account: `plain:${name}` }] }, ["a>z"]),
  first: { kind: "newest", count: 1 },
});

test("A source that is off is not read, and on again it goes on where it stopped: nothing doubles, nothing is lost.", async () => {
  const account = await addAccount(world, "tap");
  world.springs.set("tap", () => list(items("tap", 3)));
  const map = await publish(world, straight("tap"));
  await runNow(world, map);
  expect(await scheduledFor(world, account)).toEqual(["tag:tap:3"]);
  await publish(world, off(straight("tap"), "a"), map);
  const reads = world.reads.get("tap");
  world.springs.set("tap", () => list(items("tap", 5)));
  expect(await runNow(world, map)).toMatchObject({ state: "done", items: 0, deliveries: 0 });
  // However often it is published meanwhile.
  await publish(world, off(straight("tap"), "a"), map);
  await runNow(world, map);
  expect(world.reads.get("tap")).toBe(reads);
  const { rows } = await sql`select next_poll_at from source where key = 'spring:tap'`.execute(world.services.db);
  expect(rows).toEqual([{ next_poll_at: null }]);
  await publish(world, straight("tap"), map);
  expect(await runNow(world, map)).toMatchObject({ state: "done", items: 2, deliveries: 2 });
  await publish(world, straight("tap"), map);
  await runNow(world, map);
  expect(await scheduledFor(world, account)).toEqual(["tag:tap:3", "tag:tap:4", "tag:tap:5"]);
  expect(await unbalancedRuns(world.services.db, null)).toEqual([]);
});

test("A target that is off gets nothing: what comes is let go with the reason, and what waits already is held until it is on again.", async () => {
  const { db } = world.services;
  const account = await addAccount(world, "door");
  world.springs.set("door", () => list(items("door", 2)));
  const map = await publish(world, straight("door"));
  await runNow(world, map);
  const states = async () => {
    const rows = await db
      .selectFrom("delivery")
      .select(["item_key", "state", "reason_code"])
      .where("account_id", "=", account)
      .orderBy("id")
      .execute();
    return rows.map(({ item_key: key, state, reason_code: code }) => [key, state, code]);
  };
  const gate = async () => {
    await sql`update lane set next_at = now(), reached_at = null, reached_id = null where account_id = ${account}`.execute(
      db,
    );
    const ledger = openLedger({ db, worker: "t", networks: new Map() });
    const lane = { workspaceId: world.workspaceId, accountId: account };
    return (await ledger.round({ lane, settle: null, gate: true, window: null })).gated;
  };
  await publish(world, off(straight("door"), "z"), map);
  world.springs.set("door", () => list(items("door", 3)));
  expect(await runNow(world, map)).toMatchObject({ items: 1, deliveries: 0, drops: 1, targets: { z: 1 } });
  expect(await gate()).toBeNull();
  expect(await states()).toEqual([["tag:door:2", "held", "target_off"]]);
  await release(db);
  expect(await states()).toEqual([["tag:door:2", "held", "target_off"]]);
  await publish(world, straight("door"), map);
  await release(db);
  expect(await gate()).not.toBeNull();
  await runNow(world, map);
  expect(await states()).toEqual([["tag:door:2", "sending", null]]);
  expect(await unbalancedRuns(db, null)).toEqual([]);
});

test("What a step keeps stays with it while it is off, and goes on once it is on again.", async () => {
  const always = { minutes: 60, days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", to: "00:00" };
  const queue: MapDocument = {
    ...drawing(
      {
        a: ["spring", { name: "dam" }],
        k: ["spread", { ...always, zone: "UTC" }],
        z: ["well", { account: "plain:dam" }],
      },
      ["a>k", "k>z"],
    ),
    first: { kind: "all" },
  };
  const account = await addAccount(world, "dam");
  world.springs.set("dam", () => list(items("dam", 3)));
  const map = await publish(world, queue);
  await runNow(world, map);
  const { db } = world.services;
  const kept = async () =>
    (await db.selectFrom("kept").select("item_key").where("map_id", "=", map).orderBy("place").execute()).length;
  const wake = async () => {
    world.jobs.length = 0;
    await sql`update kept set due_at = now() where map_id = ${map}`.execute(db);
    await sql`update map set kept_at = now() where id = ${map}`.execute(db);
    await wakeKept(world.services);
    for (const { name, data } of world.jobs.splice(0))
      if (name === "run-map") await runMap(world.services, data as { workspaceId: string; runId: string });
  };
  expect(await kept()).toBe(2);
  await publish(world, off(queue, "k"), map);
  await wake();
  world.springs.set("dam", () => list(items("dam", 4)));
  await runNow(world, map);
  expect(await kept()).toBe(2);
  expect(await scheduledFor(world, account)).toEqual(["tag:dam:1", "tag:dam:4"]);
  // It is not woken for what it must not give back.
  const { rows } = await sql`select kept_at from map where id = ${map}`.execute(db);
  expect(rows).toEqual([{ kept_at: null }]);
  world.springs.set("dam", unchanged);
  await publish(world, queue, map);
  for (let round = 0; round < 2; round += 1) {
    await sql`update map set node_state = '{}' where id = ${map}`.execute(db);
    await wake();
  }
  expect(await kept()).toBe(0);
  expect((await scheduledFor(world, account)).toSorted()).toEqual([1, 2, 3, 4].map((n) => `tag:dam:${n}`));
  expect(await unbalancedRuns(db, null)).toEqual([]);
});

test("What came while a source was off, or its map paused, is counted before the map goes live: what is said is what the run then does.", async () => {
  const { db } = world.services;
  const account = await addAccount(world, "weir");
  await addAccount(world, "mill");
  const other = (name: string): MapDocument => ({
    ...drawing({ a: ["spring", { name }], z: ["well", { account: "plain:mill" }] }, ["a>z"]),
    first: { kind: "skip" },
  });
  world.springs.set("weir", () => list(items("weir", 2)));
  const map = await publish(world, straight("weir"));
  await runNow(world, map);
  const beside = await publish(world, other("weir"));
  const said = (document: MapDocument) => backlog(world.services, world.workspaceId, { document, map });
  expect(await said(straight("weir"))).toEqual({ backlog: null });
  await publish(world, off(straight("weir"), "a"), map);
  world.springs.set("weir", () => list(items("weir", 4)));
  await runNow(world, beside);
  // Still off in the draft: nothing of it passes.
  expect(await said(off(straight("weir"), "a"))).toEqual({ backlog: null });
  const on = await said(straight("weir"));
  expect(on).toEqual({ backlog: { items: 2, more: false, messages: 2, accounts: 1, had: 0, at: expect.any(String) } });
  expect(Date.parse(on.backlog!.at!)).toBeGreaterThan(world.services.clock.now());
  await publish(world, straight("weir"), map);
  expect(await runNow(world, map)).toMatchObject({ items: 2, deliveries: 2 });
  expect(await scheduledFor(world, account)).toEqual(["tag:weir:2", "tag:weir:3", "tag:weir:4"]);

  await db.updateTable("map").set({ state: "paused" }).where("id", "=", map).execute();
  expect(await said(straight("weir"))).toEqual({ backlog: null });
  world.springs.set("weir", () => list(items("weir", 5)));
  await runNow(world, beside);
  const manual: MapDocument = { ...straight("weir"), schedule: { kind: "manual" } };
  expect(await said(manual)).toMatchObject({ backlog: { items: 1, messages: 1, at: null } });
  // Whoever it is has it already.
  const mill = { ...manual, nodes: manual.nodes.map((node) => (node.id === "z" ? other("weir").nodes[1]! : node)) };
  expect(await said(mill)).toMatchObject({ backlog: { items: 1, messages: 0, had: 1 } });
});

test("A run that finds no room for its deliveries is tried again, and then each item goes out once: nothing is lost, nothing doubles.", async () => {
  const { db } = world.services;
  const account = await addAccount(world, "full");
  world.springs.set("full", () => list(items("full", 3)));
  const map = await publish(world, { ...straight("full"), first: { kind: "all" } });
  await sql`create function no_room() returns trigger language plpgsql as $$
    begin if new.item_key = 'tag:full:2' then raise exception 'No space left on device' using errcode = '53100'; end if; return new; end $$`.execute(
    db,
  );
  await sql`create trigger no_room before insert on delivery for each row execute function no_room()`.execute(db);
  await expect(runNow(world, map)).rejects.toMatchObject({ code: "53100" });
  expect(await scheduledFor(world, account)).toEqual([]);
  expect(await readRoom(world.services)).toBe("full");
  await sql`drop trigger no_room on delivery`.execute(db);
  // The same run, as its job brings it again.
  expect(await runNow(world, map)).toMatchObject({ state: "done", items: 3, deliveries: 3 });
  await runNow(world, map);
  expect(await scheduledFor(world, account)).toEqual([1, 2, 3].map((n) => `tag:full:${n}`));
  expect(await unbalancedRuns(db, null)).toEqual([]);
});
