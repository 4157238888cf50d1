import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addAccount, items, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { prune } from "../run/prune.ts";
import { readTraceRule, saveTraceRule } from "./rule.ts";
import { passagesOf } from "./trace.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const switched = (name: string) => ({
  ...drawing(
    {
      a: ["spring", { name }],
      s: ["sieve", { every: 3 }],
      m: ["stamp", { mark: "!" }],
      z: ["well", { account: `plain:${name}` }],
    },
    ["a>s", "s>m", "m>z"],
  ),
  first: { kind: "all" } as const,
});
const seqsOf = async (prefix: string) => {
  const { rows } = await sql<{ key: string; seq: number }>`
    select key, seq from item where workspace_id = ${world.workspaceId} and key like ${`tag:${prefix}:%`}`.execute(
    world.services.db,
  );
  return new Map(rows.map(({ key, seq }) => [key, seq]));
};

test("A run writes down over which wires each of its items went, in a few bytes an item, in its own transaction.", async () => {
  await addAccount(world, "ways");
  world.springs.set("ways", () => list(items("ways", 300)));
  const map = await publish(world, switched("ways"));
  const run = await runNow(world, map);
  const seqs = await seqsOf("ways");
  const of = (key: string) => passagesOf(world.services.db, world.workspaceId, map, [seqs.get(key)!]);
  expect(await of("tag:ways:1")).toMatchObject([
    { run: run.id, map, version: 1, way: { wires: [0, 1, 2], print: expect.any(Number) } },
  ]);
  expect(await of("tag:ways:3")).toMatchObject([{ way: { wires: [0], print: null } }]);
  expect(await passagesOf(world.services.db, world.workspaceId, map, [1_000_000])).toEqual([]);
  const { rows } = await sql<{ items: number; bytes: number }>`
    select sum(items)::int as items, sum(octet_length(ways))::int as bytes from trace where run_id = ${run.id}`.execute(
    world.services.db,
  );
  expect(rows[0]!.items).toBe(300);
  expect(rows[0]!.bytes / 300).toBeLessThan(6);
  expect((await readTraceRule(world.services.db, world.workspaceId)).bytes).toBeLessThan(6);
});

test("They are kept as long as the workspace wants them, and none where it wants none.", async () => {
  const { db } = world.services;
  const { id: memberId } = await sql<{ id: string }>`select gen_random_uuid() as id`
    .execute(db)
    .then(({ rows }) => rows[0]!);
  const set = (days: number) => saveTraceRule(db, { workspaceId: world.workspaceId, memberId }, days);
  const count = async () =>
    (
      await sql<{ n: number }>`select count(*)::int as n from trace where workspace_id = ${world.workspaceId}`.execute(
        db,
      )
    ).rows[0]!.n;
  await addAccount(world, "kept");
  world.springs.set("kept", () => list(items("kept", 3)));
  const map = await publish(world, switched("kept"));
  await runNow(world, map);
  const before = await count();
  expect(before).toBeGreaterThan(0);
  await sql`update trace set at = now() - interval '10 days' where map_id = ${map}`.execute(db);
  expect(await set(11)).toMatchObject({ days: 11 });
  expect((await prune(db)).traces).toBe(0);
  await set(9);
  expect((await prune(db)).traces).toBe(1);
  expect(await count()).toBe(before - 1);
  await set(0);
  world.springs.set("kept", () => list(items("kept", 6)));
  await sql`update source set next_poll_at = now()`.execute(db);
  expect(await runNow(world, map)).toMatchObject({ items: 3 });
  expect(await passagesOf(db, world.workspaceId, map, [...(await seqsOf("kept")).values()])).toEqual([]);
  await set(30);
});

test("What an item is found by goes with it.", async () => {
  const { db } = world.services;
  const heard = async () =>
    (
      await sql<{
        words: string;
      }>`select words from heard where workspace_id = ${world.workspaceId} and seq = any(${[...(await seqsOf("ways")).values()]}::bigint[])`.execute(
        db,
      )
    ).rows;
  expect((await heard())[0]!.words).toMatch(/^ways story number/u);
  expect(await heard()).toHaveLength(300);
  await sql`update item set received_at = now() - interval '100 days', seen_at = now() - interval '100 days' where key like 'tag:ways:%'`.execute(
    db,
  );
  await sql`update source set read_at = now() + interval '3 days'`.execute(db);
  expect((await prune(db)).items).toBe(300);
  expect((await sql`select from heard where words like 'ways %'`.execute(db)).rows).toHaveLength(0);
});
