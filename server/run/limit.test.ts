import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addAccount, items, list, makeWorld, publish, runNow, scheduledFor, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest } from "../../nodes/limit/node.ts";
import { process } from "../../nodes/limit/run.ts";
import { openPool } from "../database/pool.ts";
import { ledgerRole, serviceRole } from "../database/wall.ts";
import type { Db } from "../ports.ts";
import { runMap } from "./run-map.ts";
import { insertRun, requestRun } from "./ticks.ts";

/** The step whose memory has to be exact, over runs, crashes and workers. */
let world: World;
let second: Db;
beforeAll(async () => {
  world = await makeWorld();
  (world.services.nodes.manifests as Map<string, unknown>).set("limit", manifest);
  const toys = world.services.nodes.process;
  world.services.nodes.process = (type) => (type === "limit" ? (process as ReturnType<typeof toys>) : toys(type));
  const wall = { role: serviceRole, ledger: ledgerRole, outside: "as login" as const };
  second = openPool({ url: world.direct, max: 4, name: "second", wall });
});
afterAll(async () => {
  await second.destroy();
  await world.close();
});

const limited = (name: string) => ({
  ...drawing(
    {
      a: ["spring", { name }],
      k: ["limit", { most: 3, per: "month", wins: "newest" }],
      z: ["well", { account: `plain:${name}` }],
    },
    ["a>k", "k>z"],
  ),
  first: { kind: "all" } as const,
});
const has = (name: string, newest: number) => world.springs.set(name, () => list(items(name, newest)));
const memoryOf = async (map: string) => {
  const { node_state: state } = await world.services.db
    .selectFrom("map")
    .select("node_state")
    .where("id", "=", map)
    .executeTakeFirstOrThrow();
  return (state as { k: { from: number; used: number } }).k;
};

test("A limit holds over runs, and what is over it is a drop with its reason.", async () => {
  const account = await addAccount(world, "runs");
  has("runs", 2);
  const map = await publish(world, limited("runs"));
  await runNow(world, map);
  has("runs", 6);
  const run = await runNow(world, map);
  expect(run).toMatchObject({ items: 4, deliveries: 1, drops: 3 });
  has("runs", 9);
  await runNow(world, map);
  expect(await scheduledFor(world, account)).toEqual(["tag:runs:1", "tag:runs:2", "tag:runs:6"]);
  const codes = await world.services.db.selectFrom("drop").select("code").where("map_id", "=", map).execute();
  expect(codes.map(({ code }) => code)).toEqual(Array(6).fill("over-limit"));
});

test("A run that breaks off has used nothing of the limit, and a job that comes twice uses it once.", async () => {
  const account = await addAccount(world, "cut");
  has("cut", 5);
  const map = await publish(world, limited("cut"));
  const { id } = await requestRun(world.services, { workspaceId: world.workspaceId, mapId: map, memberId: null });
  const job = { workspaceId: world.workspaceId, runId: id };
  const { db } = world.services;
  // The state is written in the transaction already when it breaks.
  await sql`create function cut_off() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`.execute(
    db,
  );
  await sql`create trigger cut_off after update of node_state on map for each row execute function cut_off()`.execute(
    db,
  );
  await expect(runMap(world.services, job))
    .rejects.toThrow("cut off")
    .finally(() => sql`drop function cut_off() cascade`.execute(db));
  expect(await scheduledFor(world, account)).toEqual([]);
  await Promise.all([runMap(world.services, job), runMap({ ...world.services, db: second }, job)]);
  await runMap(world.services, job);
  expect(await scheduledFor(world, account)).toEqual(["tag:cut:3", "tag:cut:4", "tag:cut:5"]);
  expect((await memoryOf(map)).used).toBe(3);
});

test("Two workers that run one map at once share one limit: the second waits until the first is done.", async () => {
  const account = await addAccount(world, "two");
  has("two", 8);
  const map = await publish(world, limited("two"));
  const { db } = world.services;
  // The second asks no source: it has nothing to wait for but the map.
  const ask = (cause: string) =>
    db.transaction().execute((trx) =>
      insertRun(trx, world.services, {
        workspaceId: world.workspaceId,
        mapId: map,
        version: 1,
        memberId: null,
        cause,
      }),
    );
  const runs = [await ask("manual"), await ask("schedule")] as const;
  // The first worker stands still when all is written and nothing committed.
  await sql`create function stand_still() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(53); return new; end $$`.execute(
    db,
  );
  await sql`create trigger stand_still after update of node_state on map for each row execute function stand_still()`.execute(
    db,
  );
  const taken = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const held = db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(53)`.execute(trx);
    taken.resolve();
    await release.promise;
  });
  await taken.promise;
  const waiting = async (count: number) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      db,
    );
    expect(rows[0]!.count).toBe(count);
  };
  const job = (runId: string) => ({ workspaceId: world.workspaceId, runId });
  const first = runMap(world.services, job(runs[0]));
  await vi.waitFor(() => waiting(1), { timeout: 20_000 });
  const then = runMap({ ...world.services, db: second }, job(runs[1]));
  await vi.waitFor(() => waiting(2), { timeout: 20_000 }).finally(() => release.resolve());
  await Promise.all([held, first, then]);
  await sql`drop function stand_still() cascade`.execute(db);
  const rows = await db.selectFrom("run").select(["items", "deliveries", "drops"]).where("map_id", "=", map).execute();
  expect(rows).toHaveLength(2);
  expect(rows).toContainEqual({ items: 8, deliveries: 3, drops: 5 });
  expect(rows).toContainEqual({ items: 0, deliveries: 0, drops: 0 });
  expect(await scheduledFor(world, account)).toEqual(["tag:two:6", "tag:two:7", "tag:two:8"]);
  expect((await memoryOf(map)).used).toBe(3);
});

test("A clock that went back gives no second limit.", async () => {
  const account = await addAccount(world, "back");
  has("back", 4);
  const map = await publish(world, limited("back"));
  await runNow(world, map);
  // As it was written by a clock that was ten days ahead.
  const { from } = await memoryOf(map);
  const state = JSON.stringify({ k: { from: from + 10 * 86_400_000, used: 3 } });
  await sql`update map set node_state = ${state}::jsonb where id = ${map}`.execute(world.services.db);
  has("back", 9);
  expect(await runNow(world, map)).toMatchObject({ items: 5, deliveries: 0, drops: 5 });
  expect(await scheduledFor(world, account)).toHaveLength(3);
});
