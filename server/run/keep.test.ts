import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureUser } from "../http/user.ts";
import { archiveMap, pauseMap, resumeMap } from "#server/maps/publish.ts";
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
import { checkDraft } from "#server/maps/check.ts";
import { manifest } from "../../nodes/spread/node.ts";
import { process } from "../../nodes/spread/run.ts";
import { unbalancedRuns } from "../ledger/balance.ts";
import { preview } from "./preview.ts";
import { runMap } from "./run-map.ts";
import { recoverRuns } from "./ticks.ts";
import { wakeKept } from "./wake.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  (world.services.nodes.manifests as Map<string, unknown>).set("spread", manifest);
  const toys = world.services.nodes.process;
  world.services.nodes.process = (type) => (type === "spread" ? (process as ReturnType<typeof toys>) : toys(type));
});
afterAll(() => world.close());

const always = {
  minutes: 60,
  days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  from: "00:00",
  to: "00:00",
  zone: "UTC",
};
const queue = (name: string, config = {}) => ({
  ...drawing(
    {
      a: ["spring", { name }],
      m: ["stamp", { mark: "!" }],
      k: ["spread", { ...always, ...config }],
      z: ["well", { account: `plain:${name}` }],
    },
    ["a>m", "m>k", "k>z"],
  ),
  first: { kind: "all" } as const,
});
const keptOf = (map: string) =>
  world.services.db.selectFrom("kept").selectAll().where("map_id", "=", map).orderBy("place").execute();
const mapOf = (map: string) =>
  world.services.db.selectFrom("map").select(["kept_at", "state"]).where("id", "=", map).executeTakeFirstOrThrow();
const runsOf = (map: string, cause: string) =>
  world.services.db
    .selectFrom("run")
    .selectAll()
    .where("map_id", "=", map)
    .where("cause", "=", cause)
    .orderBy("due_at")
    .execute();
const stepOf = (run: string, node = "k") =>
  world.services.db
    .selectFrom("step")
    .selectAll()
    .where("run_id", "=", run)
    .where("node_id", "=", node)
    .executeTakeFirstOrThrow();
const dropsOf = (map: string) =>
  world.services.db
    .selectFrom("drop")
    .select(["item_key", "code", "node_id"])
    .where("map_id", "=", map)
    .orderBy("id")
    .execute();

/** As if so many minutes had passed for what the map keeps. */
async function pass(map: string, minutes: number): Promise<void> {
  const sooner = sql<string>`due_at - make_interval(mins => ${minutes}::int)`;
  await world.services.db.updateTable("kept").set({ due_at: sooner }).where("map_id", "=", map).execute();
  const moved = sql`jsonb_set(node_state, '{k}', jsonb_build_object('last', (node_state->'k'->>'last')::bigint - ${minutes * 60_000}::bigint,
    'tail', (node_state->'k'->>'tail')::bigint - ${minutes * 60_000}::bigint))`;
  await sql`update map set kept_at = kept_at - make_interval(mins => ${minutes}::int), node_state = ${moved} where id = ${map}`.execute(
    world.services.db,
  );
}
/** Runs what is due, as the engine's clock and the queue do. */
async function wake(): Promise<number> {
  const woken = await wakeKept(world.services);
  for (const { name, data } of world.jobs.splice(0))
    if (name === "run-map") await runMap(world.services, data as { workspaceId: string; runId: string });
  return woken;
}
async function begin(name: string, count: number, config = {}) {
  world.springs.set(name, () => list(items(name, count)));
  const account = await addAccount(world, name);
  const map = await publish(world, queue(name, config));
  const run = await runNow(world, map);
  world.jobs.length = 0;
  world.springs.set(name, unchanged);
  return { map, account, run };
}

test("What a step keeps is written with its run, as the steps before had made it, and goes on at its time by a run of its own.", async () => {
  const { map, account, run } = await begin("queue", 3);
  expect(await scheduledFor(world, account)).toEqual(["tag:queue:1"]);
  expect(await keptOf(map)).toMatchObject([
    {
      item_key: "tag:queue:2",
      node_id: "k",
      review: false,
      item: { version: 2, text: expect.stringMatching(/^tag:queue:2!$/u) },
    },
    { item_key: "tag:queue:3" },
  ]);
  expect(await stepOf(run.id)).toMatchObject({ items_in: 3, kept: 2, back: 0, drops: 0, items_out: { out: 1 } });
  expect((await mapOf(map)).kept_at).toBe((await keptOf(map))[0]!.due_at);
  const reads = world.reads.get("queue");
  expect(await wake()).toBe(0);
  await pass(map, 60);
  expect(await wake()).toBe(1);
  expect(await wake()).toBe(0);
  expect(await scheduledFor(world, account)).toEqual(["tag:queue:1", "tag:queue:2"]);
  const [due] = await runsOf(map, "due");
  expect(due).toMatchObject({ state: "done", items: 0, deliveries: 1 });
  expect(await stepOf(due!.id)).toMatchObject({ items_in: 0, back: 1, kept: 0, items_out: { out: 1 } });
  // Nothing was read for it.
  expect(world.reads.get("queue")).toBe(reads);
  expect(await unbalancedRuns(world.services.db, null)).toEqual([]);
  await pass(map, 60);
  await wake();
  expect(await scheduledFor(world, account)).toHaveLength(3);
  expect(await mapOf(map)).toMatchObject({ kept_at: null });
});

test("A run that breaks off leaves what is kept as it was; the next try gives each back once.", async () => {
  const { map, account } = await begin("broken", 3);
  const { db } = world.services;
  await pass(map, 60);
  const before = await keptOf(map);
  await sql`create function cut_kept() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`.execute(
    db,
  );
  await sql`create trigger cut_kept before update of node_state on map for each row execute function cut_kept()`.execute(
    db,
  );
  await expect(wake()).rejects.toThrow("cut off");
  await sql`drop function cut_kept() cascade`.execute(db);
  expect(await keptOf(map)).toEqual(before);
  expect(await scheduledFor(world, account)).toEqual(["tag:broken:1"]);
  // The run is open still; another that is asked for meanwhile waits for the map.
  const [left] = await runsOf(map, "due");
  const job = { workspaceId: world.workspaceId, runId: left!.id };
  await Promise.all([runMap(world.services, job), runMap(world.services, job), runNow(world, map)]);
  expect(await scheduledFor(world, account)).toEqual(["tag:broken:1", "tag:broken:2"]);
  expect(await keptOf(map)).toMatchObject([{ item_key: "tag:broken:3" }]);
  await recoverRuns(world.services);
});

test("After a downtime one goes on and the others keep their distance and order.", async () => {
  const { map, account } = await begin("late", 5);
  await pass(map, 190);
  await wake();
  expect(await scheduledFor(world, account)).toHaveLength(2);
  const rows = await keptOf(map);
  expect(rows.map(({ item_key: key }) => key)).toEqual(["tag:late:3", "tag:late:4", "tag:late:5"]);
  const waits = rows.map(({ due_at: at }) => Math.round((Date.parse(at) - Date.now()) / 60_000));
  expect(waits).toEqual([60, 120, 180]);
});

test("A map that is published again decides anew about what its steps keep, and lets go what a step kept that is gone.", async () => {
  const { map, account } = await begin("anew", 4);
  await publish(world, queue("anew", { minutes: 600 }), map);
  await wake();
  const waits = (await keptOf(map)).map(({ due_at: at }) => Math.round((Date.parse(at) - Date.now()) / 60_000));
  expect(waits).toEqual([600, 1200, 1800]);
  const gone = {
    ...drawing({ a: ["spring", { name: "anew" }], z: ["well", { account: "plain:anew" }] }, ["a>z"]),
    first: { kind: "all" } as const,
  };
  const { problems } = await checkDraft(world.services, world.workspaceId, gone, map);
  expect(problems).toMatchObject([
    { code: "kept-lost", severity: "warning", message: { fr: expect.stringContaining("3 nouvelles") } },
  ]);
  await publish(world, gone, map);
  await wake();
  expect(await keptOf(map)).toEqual([]);
  expect(await dropsOf(map)).toEqual(
    [2, 3, 4].map((number) => ({ item_key: `tag:anew:${number}`, code: "kept_gone", node_id: "k" })),
  );
  expect(await scheduledFor(world, account)).toHaveLength(1);
});

test("A paused map gives nothing back until it goes on, and an archived one lets go what it kept, as a run that can be read.", async () => {
  const { map, account } = await begin("rest", 3);
  const email = "ida@example.org";
  const member = await world.services.db.transaction().execute(async (trx) =>
    trx
      .insertInto("member")
      .values({
        workspace_id: world.workspaceId,
        user_id: await ensureUser(trx, { email, name: "Ida" }),
        name: "Ida",
        email,
        role: "manager",
      })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  const actor = { workspaceId: world.workspaceId, memberId: member.id };
  await pauseMap(world.services, actor, map);
  await pass(map, 60);
  expect(await wake()).toBe(0);
  await resumeMap(world.services, actor, map);
  expect(await wake()).toBe(1);
  expect(await scheduledFor(world, account)).toHaveLength(2);
  await archiveMap(world.services, actor, map);
  expect(await keptOf(map)).toEqual([]);
  expect(await runsOf(map, "due")).toMatchObject([
    { state: "done" },
    { state: "skipped", drops: 1, error: { fr: expect.stringContaining("archivée") } },
  ]);
  expect(await dropsOf(map)).toEqual([{ item_key: "tag:rest:3", code: "kept_archived", node_id: "k" }]);
});

test("What the flood protection held, and what its author deleted, stays so while a step keeps it.", async () => {
  const { map, account } = await begin("flood", 1);
  world.springs.set("flood", () => list(items("flood", 30)));
  await runNow(world, map);
  world.springs.set("flood", unchanged);
  const rows = await keptOf(map);
  expect(rows).toHaveLength(29);
  expect(rows.every(({ review }) => review)).toBe(true);
  const { db } = world.services;
  await db
    .updateTable("item")
    .set({ gone_at: sql`now()` })
    .where("seq", "=", rows[0]!.item_seq)
    .execute();
  await pass(map, 120);
  await wake();
  const [held] = await db
    .selectFrom("delivery")
    .select(["item_key", "state", "reason_code"])
    .where("account_id", "=", account)
    .orderBy("id", "desc")
    .execute();
  expect(held).toEqual({ item_key: "tag:flood:3", state: "held", reason_code: "review" });
  expect(await dropsOf(map)).toEqual([{ item_key: "tag:flood:2", code: "source_gone", node_id: "k" }]);
});

test("A step that is full lets go what comes besides, and says so; what it has goes on, the oldest first.", async () => {
  const { map } = await begin("full", 2);
  const { db } = world.services;
  await sql`insert into kept (workspace_id, map_id, node_id, item_key, place, title, item, since, due_at)
    select workspace_id, map_id, node_id, 'more ' || number, place + number, title,
      jsonb_set(item, '{key}', to_jsonb('more ' || number)), since, due_at + interval '1 year'
    from kept, generate_series(1, 9999) number where map_id = ${map}`.execute(db);
  world.springs.set("full", () => list(items("full", 4)));
  const run = await runNow(world, map);
  expect(run).toMatchObject({ drops: 2, warnings: [{ code: "kept_full", node: "k" }] });
  expect(await dropsOf(map)).toMatchObject([{ code: "kept_full" }, { code: "kept_full" }]);
  expect(await keptOf(map)).toHaveLength(10_000);
  // All of them are due: they come back in one go, and one goes on.
  await sql`update kept set due_at = now() - interval '2 days' where map_id = ${map}`.execute(db);
  await pass(map, 60);
  await wake();
  const rows = await keptOf(map);
  expect(rows).toHaveLength(9999);
  expect(rows.map(({ place }) => place)).toEqual(rows.map(({ place }) => place).toSorted((a, b) => a - b));
  expect(rows[0]!.item_key).toBe("more 1");
});

test("A preview shows what would be kept, until when, and what would come of it then.", async () => {
  world.springs.set("ahead", () => list(items("ahead", 3)));
  await addAccount(world, "ahead");
  const { posts, steps, postCount } = await preview(
    { ...world.services, settings: { networks: {}, publicUrl: "http://a.example" } } as never,
    world.workspaceId,
    queue("ahead"),
  );
  expect(postCount).toBe(3);
  const hours = posts.map(({ at }) => (at === null ? 0 : Math.round((Date.parse(at) - Date.now()) / 3_600_000)));
  expect(hours.toSorted()).toEqual([0, 1, 2]);
  expect(steps.find(({ node }) => node === "k")).toMatchObject({
    itemsIn: 3,
    waits: { count: 2, first: [{ title: expect.stringContaining("number 2") }, {}] },
  });
});
