import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putInto, type World as Deliveries } from "#test/faults/world.ts";
import { addAccount, items, list, makeWorld, publish, runNow, unchanged, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest } from "../../nodes/recycle/node.ts";
import { process } from "../../nodes/recycle/run.ts";
import { manifest as variants } from "../../nodes/variants/node.ts";
import { process as vary } from "../../nodes/variants/run.ts";
import { ensureUser } from "../http/user.ts";
import { unbalancedRuns } from "../ledger/balance.ts";
import { publishProposal } from "../ledger/proposals.ts";
import { listProposals } from "../ledger/asked.ts";
import { listKept, takeOutKept } from "./kept.ts";
import { preview } from "./preview.ts";
import { prune } from "./prune.ts";
import { runMap } from "./run-map.ts";
import { wakeKept } from "./wake.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  const toys = world.services.nodes.process;
  const own = { recycle: process, variants: vary } as Record<string, unknown>;
  const manifests = world.services.nodes.manifests as Map<string, unknown>;
  manifests.set("recycle", manifest).set("variants", variants);
  world.services.nodes.process = (type) => (own[type] as ReturnType<typeof toys> | undefined) ?? toys(type);
});
afterAll(() => world.close());

const daily = { ...(manifest.defaults as object), unit: "days", time: "00:00", zone: "UTC", gap: 2, ends: "never" };
const evergreen = (name: string, config = {}, steps = {}, wires = ["a>k", "k>z"]) => ({
  ...drawing(
    {
      a: ["spring", { name }],
      k: ["recycle", { ...daily, ...config }],
      z: ["well", { account: `plain:${name}` }],
      ...steps,
    },
    wires,
  ),
  first: { kind: "all" } as const,
});
const deliveriesOf = (account: string) =>
  world.services.db
    .selectFrom("delivery")
    .select(["id", "item_key as key", "occasion", "state", "wording", "due_at as due"])
    .where("account_id", "=", account)
    .orderBy("id")
    .execute();
const timesOf = async (account: string) =>
  (await deliveriesOf(account)).map(
    ({ key, occasion }) => `${key} ${occasion === "" ? 0 : occasion.split("/").at(-1)}`,
  );
const keptOf = (map: string) =>
  world.services.db
    .selectFrom("kept")
    .selectAll()
    .where("map_id", "=", map)
    .orderBy("due_at")
    .orderBy("place")
    .execute();
const dropsOf = (map: string) =>
  world.services.db
    .selectFrom("drop")
    .select(["item_key as key", "code", "node_id as node"])
    .where("map_id", "=", map)
    .orderBy("id")
    .execute();

/** As if so many days had passed for all that the map keeps and sent. */
async function pass(map: string, days: number): Promise<void> {
  const { db } = world.services;
  const shift = days * 86_400_000;
  await sql`update kept set due_at = due_at - make_interval(days => ${days}::int), since = since - make_interval(days => ${days}::int),
    item = jsonb_set(item, '{again,at}', to_jsonb((item->'again'->>'at')::numeric - ${shift}::bigint)) where map_id = ${map}`.execute(
    db,
  );
  await sql`update map set kept_at = kept_at - make_interval(days => ${days}::int), node_state = jsonb_set(node_state, '{k}',
    node_state->'k' || jsonb_build_object('done', (node_state->'k'->>'done')::bigint - ${shift}::bigint, 'tail', (node_state->'k'->>'tail')::bigint - ${shift}::bigint))
    where id = ${map}`.execute(db);
  await sql`update delivery set published_at = published_at - make_interval(days => ${days}::int) where map_id = ${map}`.execute(
    db,
  );
}
const out = (more = sql`, published_at = now()`) =>
  putInto(world.services.db, world as unknown as Deliveries, "published", more);
/** Runs what is due, as the engine's clock and the queue do; each twice at once, as two workers do. */
async function wake(): Promise<void> {
  await wakeKept(world.services);
  for (const { name, data } of world.jobs.splice(0)) {
    const job = data as { workspaceId: string; runId: string };
    if (name === "run-map") await Promise.all([runMap(world.services, job), runMap(world.services, job)]);
  }
}
async function someone(name: string): Promise<string> {
  const { db } = world.services;
  const email = `${name}@example.org`;
  const user = await db.transaction().execute((trx) => ensureUser(trx, { email, name }));
  const { id } = await db
    .insertInto("member")
    .values({ workspace_id: world.workspaceId, user_id: user, name, email, role: "manager" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
async function begin(name: string, count: number, document = evergreen(name)) {
  world.springs.set(name, () => list(items(name, count)));
  const account = await addAccount(world, name);
  const map = await publish(world, document);
  await runNow(world, map);
  world.jobs.length = 0;
  world.springs.set(name, unchanged);
  await out();
  return { map, account };
}

test("What comes goes on, and comes again in its turn: one delivery of an occasion of its own, however many workers and runs there are.", async () => {
  const { map, account } = await begin("again", 2);
  expect(await timesOf(account)).toEqual(["tag:again:1 0", "tag:again:2 0"]);
  expect((await keptOf(map)).map((row) => row.item)).toMatchObject([{ again: { times: 0 } }, { again: { times: 0 } }]);
  await pass(map, 3);
  await wake();
  await wake();
  expect(await timesOf(account)).toHaveLength(3);
  // A run that died after its commit leaves nothing to do; what was kept then and is put back (a backup) gives the same occasion.
  const before = await keptOf(map);
  await out();
  await pass(map, 1);
  await wake();
  expect((await timesOf(account)).slice(2).toSorted()).toEqual(["tag:again:1 1", "tag:again:2 1"]);
  await out();
  for (const row of before)
    await sql`update kept set item = ${JSON.stringify(row.item)}::jsonb, due_at = now() where map_id = ${map} and item_key = ${row.item_key}`.execute(
      world.services.db,
    );
  await pass(map, 30);
  await wake();
  expect(new Set(await timesOf(account)).size).toBe((await timesOf(account)).length);
  expect(await unbalancedRuns(world.services.db, null)).toEqual([]);
});

test("A run that breaks off has given nothing again; the next try gives each once.", async () => {
  const { map, account } = await begin("broken", 1);
  const { db } = world.services;
  await pass(map, 3);
  const before = await keptOf(map);
  await sql`create function cut_again() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`.execute(
    db,
  );
  await sql`create trigger cut_again before update of node_state on map for each row execute function cut_again()`.execute(
    db,
  );
  await expect(wake()).rejects.toThrow("cut off");
  await sql`drop function cut_again() cascade`.execute(db);
  expect(await keptOf(map)).toEqual(before);
  expect(await timesOf(account)).toHaveLength(1);
  const left = await db.selectFrom("run").select("id").where("map_id", "=", map).where("cause", "=", "due").execute();
  const job = { workspaceId: world.workspaceId, runId: left[0]!.id };
  await Promise.all([runMap(world.services, job), runMap(world.services, job), runNow(world, map)]);
  expect(await timesOf(account)).toEqual(["tag:broken:1 0", "tag:broken:1 1"]);
});

test("The account keeps the distance from when it really posted; what still waits is not given again.", async () => {
  const { map, account } = await begin("distance", 1);
  const { db } = world.services;
  // It waited for its owner: out a day later than the step let it go.
  await pass(map, 3);
  await db
    .updateTable("delivery")
    .set({ published_at: sql`now() - interval '36 hours'` })
    .where("map_id", "=", map)
    .execute();
  await wake();
  const [, second] = await deliveriesOf(account);
  expect((Date.parse(second!.due) - Date.now()) / 3_600_000).toBeCloseTo(12, 1);
  // That one is not out yet.
  await pass(map, 3);
  await wake();
  expect(await dropsOf(map)).toEqual([{ key: "tag:distance:1", code: "again_waits", node: "z" }]);
  await out();
  await pass(map, 3);
  await db
    .updateTable("delivery")
    .set({ published_at: sql`now() - interval '1 hour'` })
    .where("id", "=", second!.id)
    .execute();
  await wake();
  expect((await dropsOf(map)).at(-1)).toMatchObject({ code: "again_soon" });
  expect(await deliveriesOf(account)).toHaveLength(2);
});

test("An owner who is asked sees when the account posted it, and a yes keeps the distance.", async () => {
  const { map, account } = await begin("asked", 1);
  const { services, workspaceId } = world;
  const memberId = await someone("lea");
  await services.db.updateTable("account").set({ member_id: memberId }).where("id", "=", account).execute();
  await services.db.updateTable("consent").set({ mode: "ask" }).where("account_id", "=", account).execute();
  await pass(map, 3);
  const published = sql<string>`now() - interval '36 hours'`;
  await services.db.updateTable("delivery").set({ published_at: published }).where("map_id", "=", map).execute();
  await wake();
  const { rows } = await listProposals(services.db, services.nodes.networks, { workspaceId, memberId, limit: 5 });
  const row = rows[0]?.posts[0];
  const hours = (at: string | null) => (Date.parse(at!) - Date.now()) / 3_600_000;
  expect(hours(row!.before)).toBeCloseTo(-36, 1);
  expect(hours(row!.notBefore)).toBeCloseTo(12, 1);
  await publishProposal(services, { workspaceId, memberId, deliveryId: row!.id });
  const [, again] = await deliveriesOf(account);
  expect(again).toMatchObject({ id: row!.id, state: "ready", due: row!.notBefore });
});

test("What its author deletes is let go at once, and those behind it move up; its item stays known for as long as it is kept.", async () => {
  const { map, account } = await begin("gone", 2);
  const { db } = world.services;
  await sql`update item set received_at = now() - interval '200 days', seen_at = now() - interval '200 days'
    where seq in (select item_seq from kept where map_id = ${map})`.execute(db);
  await sql`update source set read_at = now(), next_poll_at = now() where key = 'spring:gone'`.execute(db);
  await prune(db);
  const [first, second] = await keptOf(map);
  world.springs.set("gone", () => list([], { gone: [first!.item_key] }));
  await runNow(world, map);
  await wake();
  expect(await dropsOf(map)).toEqual([{ key: first!.item_key, code: "source_gone", node: "k" }]);
  expect(await keptOf(map)).toMatchObject([{ item_key: second!.item_key, due_at: first!.due_at }]);
  expect(await timesOf(account)).toHaveLength(2);
});

test("Each time it says the next thing, where there are several.", async () => {
  const wordings = {
    wordings: [{ text: "Un : {{title}}" }, { text: "Deux : {{title}}" }, { text: "Trois : {{title}}" }],
  };
  const steps = { v: ["variants", { ...(variants.defaults as object), ...wordings }] };
  const { map, account } = await begin("worded", 1, evergreen("worded", {}, steps, ["a>k", "k>v", "v>z"]));
  for (let time = 1; time <= 3; time += 1) {
    await pass(map, 3);
    await wake();
    await out();
  }
  const said = (await deliveriesOf(account)).map(({ wording }) => wording);
  expect(new Set(said.slice(0, 3)).size).toBe(3);
  expect(said[3]).toBe(said[0]);
});

test("A person sees what is kept and when each comes next, and takes one out: the others move up.", async () => {
  const { map, account } = await begin("out", 3);
  const { services, workspaceId } = world;
  const seen = async () => (await listKept(services, workspaceId, map, { node: "k", limit: 10 })).rows;
  const rows = await seen();
  expect(rows.map(({ times }) => times)).toEqual([0, 0, 0]);
  const next = rows.map(({ until }) => Date.parse(until));
  expect(next).toEqual(next.toSorted((a, b) => a - b));
  expect(new Set(next).size).toBe(3);
  const first = await listKept(services, workspaceId, map, { node: "k", limit: 2 });
  const rest = await listKept(services, workspaceId, map, { node: "k", limit: 2, before: first.next! });
  expect([...first.rows, ...rest.rows]).toEqual(rows);
  const memberId = await someone("ida");
  const actor = { workspaceId, memberId };
  const [one] = rows;
  await takeOutKept(services, actor, map, { node: "k", place: one!.place });
  await expect(takeOutKept(services, actor, map, { node: "k", place: one!.place })).rejects.toMatchObject({
    code: "not_kept",
  });
  await wake();
  const after = await seen();
  expect(after.map(({ title }) => title)).toEqual(rows.slice(1).map(({ title }) => title));
  expect(after.map(({ until }) => Date.parse(until))).toEqual(next.slice(0, 2));
  expect(await dropsOf(map)).toMatchObject([{ code: "kept_out", node: "k" }]);
  // Nothing went out for it.
  expect(await timesOf(account)).toHaveLength(3);
});

test("A preview shows what would be given again in the month to come.", async () => {
  world.springs.set("ahead", () => list(items("ahead", 1)));
  await addAccount(world, "ahead");
  const { posts } = await preview(
    { ...world.services, settings: { networks: {}, publicUrl: "http://a.example" } } as never,
    world.workspaceId,
    evergreen("ahead", { gap: 7, most: 2 }),
  );
  const days = posts.map(({ at }) => (at === null ? 0 : Math.round((Date.parse(at) - Date.now()) / 86_400_000)));
  expect(days.toSorted((a, b) => a - b)).toEqual([
    0,
    expect.toSatisfy((day) => day >= 6 && day <= 8),
    expect.toSatisfy((day) => day >= 13 && day <= 16),
  ]);
  expect(posts.every(({ letGo }) => letGo === null)).toBe(true);
});
