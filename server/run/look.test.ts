import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NodeError } from "#engine/node.ts";
import { placeOf } from "#engine/schedule.ts";
import { addAccount, items, list, makeWorld, publish, runNow, unchanged, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { overdue } from "../ledger/balance.ts";
import { carryOut } from "./look.ts";
import { getLooks } from "./looked.ts";
import { endLooks, renewLooks, takeLooks, takeOver } from "./looks.ts";
import { prune } from "./prune.ts";
import { recoverRuns } from "./ticks.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const every15 = { kind: "interval", minutes: 15 } as const;
const straight = (name: string, changes = {}) => ({
  ...drawing({ a: ["spring", { name }], z: ["well", { account: `plain:${name}` }] }, ["a>z"]),
  first: { kind: "all" } as const,
  schedule: every15,
  ...changes,
});
const setDue = (mapId: string, at: string) =>
  world.services.db.updateTable("map").set({ next_due_at: at }).where("id", "=", mapId).execute();
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const runsOf = (mapId: string) =>
  world.services.db.selectFrom("run").selectAll().where("map_id", "=", mapId).orderBy("due_at").execute();
const rowOf = (mapId: string) =>
  world.services.db.selectFrom("look").selectAll().where("map_id", "=", mapId).executeTakeFirstOrThrow();
const sourceOf = (name: string) =>
  world.services.db.selectFrom("source").selectAll().where("key", "=", `spring:${name}`).executeTakeFirstOrThrow();
const emptyOf = async (mapId: string) =>
  (await getLooks(world.services, world.workspaceId, mapId)).hours.reduce((sum, { empty }) => sum + empty, 0);

/** The map's look of just now. Other maps of this file are not due. */
async function take(mapId: string, at = ago(0)) {
  await setDue(mapId, at);
  const { looks } = await takeLooks(world.services.db, 100);
  const look = looks.find((one) => one.mapId === mapId);
  if (look === undefined) throw new Error("the map was not taken");
  return look;
}
const lapse = (mapId: string) =>
  world.services.db
    .updateTable("look")
    .set({ until: sql<string>`now() - interval '1 second'` })
    .where("map_id", "=", mapId)
    .execute();

test("Three schedulers that take maps at the same time take each slot once, also while maps are edited.", async () => {
  const { db } = world.services;
  const model = await publish(world, straight("slots", { schedule: { kind: "interval", minutes: 1 } }));
  await setDue(model, new Date(Date.now() + 3_600_000).toISOString());
  const count = 1000;
  await sql`insert into map (workspace_id, name, draft, state, live_version)
    select workspace_id, 'slots ' || number, draft, state, live_version from map, generate_series(1, ${count}) number where id = ${model}`.execute(
    db,
  );
  const copies = sql`select id from map where name like 'slots %'`;
  for (const number of [1, 2])
    await sql`insert into version (workspace_id, map_id, number, document)
      select map.workspace_id, map.id, ${number}, version.document from map, version where version.map_id = ${model} and map.id in (${copies})`.execute(
      db,
    );
  const taken: string[] = [];
  const began = Date.now();
  for (let round = 0; round < 10; round += 1) {
    await sql`update map set next_due_at = now() - interval '2 minutes' * ${round + 1} where id in (${copies})`.execute(
      db,
    );
    const scheduler = async () => {
      for (let more = true; more;) {
        const { looks, full } = await takeLooks(db, 200);
        taken.push(...looks.map(({ mapId, slot }) => `${mapId} ${slot}`));
        await sql`update look set slot = null, until = null where map_id = any(${looks.map(({ mapId }) => mapId)}::uuid[])`.execute(
          db,
        );
        more = full;
      }
    };
    const edit = sql`update map set live_version = 3 - live_version where id in (${copies})`.execute(db);
    await Promise.all([scheduler(), scheduler(), scheduler(), edit]);
  }
  expect(new Set(taken).size).toBe(taken.length);
  expect(new Set(taken.map((one) => one.split(" ")[0])).size).toBe(count);
  // Ten rounds are one slot of each map, and one more for each minute that began meanwhile.
  expect(taken.length).toBeLessThanOrEqual(count * (2 + (Date.now() - began) / 60_000));
  await sql`update map set state = 'archived', next_due_at = null where id in (${copies})`.execute(db);
});

test("After a downtime a map looks once for all the slots it missed, or shows the slot that it skipped.", async () => {
  const latest = await publish(world, straight("late", { schedule: { kind: "interval", minutes: 60 } }));
  const skip = await publish(
    world,
    straight("late", { missed: "skip", schedule: { kind: "cron", expression: "0 3 1 1 *", zone: "Europe/Paris" } }),
  );
  await setDue(skip, ago(60 * 24 * 400));
  const look = await take(latest, ago(60 * 24 * 400));
  expect(await runsOf(skip)).toMatchObject([{ state: "skipped", error: { fr: expect.stringContaining("manquée") } }]);
  expect(look).toMatchObject({ missed: true, tries: 1 });
  expect(Date.now() - Date.parse(look.slot)).toBeLessThanOrEqual(3_600_000);
  expect((Date.parse(look.slot) - placeOf(latest, { kind: "interval", minutes: 60 })) % 3_600_000).toBe(0);
  expect(Date.parse(look.next!)).toBe(Date.parse(look.slot) + 3_600_000);
  await carryOut(world.services, look);
  // There is nothing new, but that runs were missed is told.
  const [made, ...more] = await runsOf(latest);
  expect(more).toEqual([]);
  expect(made).toMatchObject({ state: "done", cause: "schedule", due_at: look.slot, warnings: [{ code: "missed" }] });
});

test("A look that finds nothing is a count and no row, however often it is carried out.", async () => {
  world.springs.set("quiet", () => list(items("quiet", 3)));
  await addAccount(world, "quiet");
  const map = await publish(world, straight("quiet"));
  await runNow(world, map);
  world.springs.set("quiet", unchanged);
  const before = await runsOf(map);
  await setDue(map, ago(0));
  const look = await take(map);
  await Promise.all([carryOut(world.services, look), carryOut(world.services, look)]);
  await carryOut(world.services, look);
  expect(await runsOf(map)).toEqual(before);
  expect(await emptyOf(map)).toBe(1);
  const said = await getLooks(world.services, world.workspaceId, map);
  expect(said).toMatchObject({ failing: 0, nextDueAt: look.next });
  expect(said.at! >= look.begunAt).toBe(true);
  expect((await rowOf(map)).empty_at).toBe(said.at);
  for (let times = 0; times < 3; times += 1) await carryOut(world.services, await take(map));
  expect(await emptyOf(map)).toBe(4);
});

test("A look that finds something is one run of its slot, also where two processes look.", async () => {
  world.springs.set("found", () => list(items("found", 2)));
  await addAccount(world, "found");
  const map = await publish(world, straight("found"));
  const look = await take(map);
  await Promise.all([carryOut(world.services, look), carryOut(world.services, look)]);
  const runs = await runsOf(map);
  expect(runs).toMatchObject([
    {
      state: "done",
      cause: "schedule",
      items: 2,
      deliveries: 2,
      due_at: look.slot,
      started_at: look.begunAt,
      sources_total: 1,
      sources_read: 1,
    },
  ]);
  expect(await emptyOf(map)).toBe(0);
  // What was found is a run, not "nothing new".
  expect(await rowOf(map)).toMatchObject({ slot: null, last_slot: look.slot, empty_at: null });
  // The slot has been, whatever time the map is set to.
  await setDue(map, look.slot);
  expect((await takeLooks(world.services.db, 100)).looks).toEqual([]);
});

test("A process that dies leaves its look to another, which goes on with the run it had made.", async () => {
  const { db } = world.services;
  let release = (): void => {};
  world.springs.set("dying", () => new Promise((resolve) => (release = () => resolve(list(items("dying", 4))))));
  await addAccount(world, "dying");
  const map = await publish(world, straight("dying"));
  const look = await take(map);
  expect(await takeOver(db, 10)).toEqual([]);
  const dying = carryOut(world.services, look);
  await expect.poll(() => world.reads.get("dying")).toBe(1);
  await lapse(map);
  const [heir, ...others] = await takeOver(db, 10);
  expect(others).toEqual([]);
  expect(heir).toMatchObject({ ...look, tries: 2 });
  // It cannot hold on to what is somebody else's now, nor end it.
  expect(await renewLooks(db, [look])).toEqual(new Set());
  await endLooks(db, [look], true);
  expect(await rowOf(map)).toMatchObject({ slot: look.slot, tries: 2 });
  const heirs = carryOut(world.services, heir!);
  release();
  await Promise.all([dying, heirs]);
  expect(await runsOf(map)).toMatchObject([{ state: "done", items: 4, deliveries: 4, due_at: look.slot }]);
  expect(await rowOf(map)).toMatchObject({ slot: null });
  expect(await emptyOf(map)).toBe(0);
});

test("A look that fails again and again is shown as a failed run, and the next one reads what it left.", async () => {
  const { db } = world.services;
  world.springs.set("cut", () => list(items("cut", 2)));
  await addAccount(world, "cut");
  const map = await publish(world, straight("cut"));
  let look = await take(map);
  await sql`create function cut_look() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`.execute(
    db,
  );
  await sql`create trigger cut_look before update of node_state on map for each row execute function cut_look()`.execute(
    db,
  );
  try {
    for (let tries = 1; tries < 5; tries += 1) {
      await expect(carryOut(world.services, look)).rejects.toThrow("cut off");
      await lapse(map);
      look = (await takeOver(db, 10)).find((one) => one.mapId === map)!;
    }
    await carryOut(world.services, look);
  } finally {
    await sql`drop function cut_look() cascade`.execute(db);
  }
  expect(await runsOf(map)).toMatchObject([
    { state: "failed", attempts: 5, error: { en: expect.stringContaining("No item is lost") } },
  ]);
  await carryOut(world.services, await take(map));
  expect((await runsOf(map)).map(({ state, items: count }) => `${state} ${count}`)).toEqual(["failed 0", "done 2"]);
});

test("A run that a look has made is the look's to end, and the queue's once nobody looks.", async () => {
  const { db } = world.services;
  const map = await publish(world, straight("left"));
  const look = await take(map, ago(60));
  await sql`insert into run (workspace_id, map_id, version, due_at, cause, state) values (${world.workspaceId}, ${map}, 1, ${look.slot}, 'schedule', 'polling')`.execute(
    db,
  );
  await sql`update run set due_at = now() - interval '10 minutes' where map_id = ${map}`.execute(db);
  await sql`update look set slot = run.due_at, last_slot = run.due_at from run where run.map_id = look.map_id and look.map_id = ${map}`.execute(
    db,
  );
  const asked = () => world.jobs.filter(({ name }) => name === "run-map").length;
  const before = asked();
  await recoverRuns(world.services);
  expect(asked()).toBe(before);
  await sql`update look set slot = null, until = null where map_id = ${map}`.execute(db);
  await recoverRuns(world.services);
  expect(asked()).toBe(before + 1);
  await sql`update run set state = 'done', finished_at = now() where map_id = ${map}`.execute(db);
});

test("A map that still looks is not taken a second time, and is taken when it is done.", async () => {
  const map = await publish(world, straight("long"));
  const look = await take(map);
  await setDue(map, ago(0));
  expect((await takeLooks(world.services.db, 100)).looks).toEqual([]);
  await carryOut(world.services, look);
  expect((await takeLooks(world.services.db, 100)).looks.map(({ mapId }) => mapId)).toEqual([map]);
});

test("A map that is paused while it looks makes no run; what it would have read waits.", async () => {
  world.springs.set("paused", () => list(items("paused", 2)));
  const map = await publish(world, straight("paused"));
  const look = await take(map);
  await world.services.db
    .updateTable("map")
    .set({ state: "paused", next_due_at: null })
    .where("id", "=", map)
    .execute();
  await carryOut(world.services, look);
  expect(await runsOf(map)).toEqual([]);
  expect(await rowOf(map)).toMatchObject({ slot: null });
});

test("A source that two maps share is polled once an interval, whichever of them comes first.", async () => {
  world.springs.set("both", unchanged);
  const [one, other] = [await publish(world, straight("both")), await publish(world, straight("both"))];
  await carryOut(world.services, await take(one));
  await carryOut(world.services, await take(other));
  expect(world.reads.get("both")).toBe(1);
});

test("A late look, a run by hand and a new interval put no poll off.", async () => {
  const { db } = world.services;
  world.springs.set("pace", unchanged);
  const map = await publish(world, straight("pace"));
  const dueIn = async () => (Date.parse((await sourceOf("pace")).next_poll_at!) - Date.now()) / 60_000;
  const again = () =>
    sql`update source set next_poll_at = now(), polled_at = null where key = 'spring:pace'`.execute(db);
  // Five minutes late: at its next time, not fifteen minutes from now.
  const late = { ...(await take(map)), slot: ago(5), next: ago(-10) };
  await again();
  await carryOut(world.services, late);
  expect(await dueIn()).toBeCloseTo(10, 0);
  // Twelve minutes late: its next time is too close, and passes.
  await again();
  await carryOut(world.services, { ...late, slot: ago(12), next: ago(-3) });
  expect(await dueIn()).toBeCloseTo(18, 0);
  // By hand, nine minutes before the map's time.
  await setDue(map, ago(-9));
  await runNow(world, map);
  expect(await dueIn()).toBeCloseTo(9, 0);
  // The map reads every minute from now on.
  await again();
  await carryOut(world.services, { ...late, slot: ago(0), next: ago(-15) });
  await publish(world, straight("pace", { schedule: { kind: "interval", minutes: 1 } }), map);
  expect(await dueIn()).toBeLessThanOrEqual(1.1);
});

test("A source that fails makes no run each time; the map says that it cannot be read.", async () => {
  world.springs.set("broken", () => list(items("broken", 1)));
  await addAccount(world, "broken");
  const map = await publish(world, straight("broken"));
  await carryOut(world.services, await take(map));
  world.springs.set("broken", () => {
    throw new NodeError("down", { en: "down", fr: "en panne" }, { retry: true });
  });
  await sql`update source set next_poll_at = now() where key = 'spring:broken'`.execute(world.services.db);
  await carryOut(world.services, await take(map));
  expect(await runsOf(map)).toHaveLength(1);
  expect(await getLooks(world.services, world.workspaceId, map)).toMatchObject({ failing: 1 });
  expect(await emptyOf(map)).toBe(1);
});

test("A look whose lease has long ended is past its time.", async () => {
  const map = await publish(world, straight("overdue"));
  await take(map);
  expect(await overdue(world.services.db, world.workspaceId)).toEqual([]);
  await world.services.db
    .updateTable("look")
    .set({ until: ago(31) })
    .where("map_id", "=", map)
    .execute();
  expect(await overdue(world.services.db, world.workspaceId)).toMatchObject([{ kind: "look", subject: `map/${map}` }]);
  await world.services.db.updateTable("look").set({ slot: null, until: null }).where("map_id", "=", map).execute();
});

test("Runs from before looks were counted become counts, hour by hour; what found something stays.", async () => {
  const { db } = world.services;
  const map = await publish(world, straight("old"));
  const add = (minutes: number, items_ = 0, warnings = "[]") =>
    sql`insert into run (workspace_id, map_id, version, due_at, cause, state, finished_at, items, warnings)
      values (${world.workspaceId}, ${map}, 1, now() - make_interval(mins => ${minutes}::int), 'schedule', 'done',
        date_trunc('hour', now()) - make_interval(mins => ${minutes}::int), ${items_}, ${warnings}::jsonb)`.execute(db);
  for (const minutes of [61, 76, 91, 121, 136]) await add(minutes);
  await add(150, 3);
  await add(151, 0, JSON.stringify([{ code: "missed", message: { en: "", fr: "" } }]));
  await sql`insert into step (workspace_id, run_id, node_id, items_in, items_out, drops) select workspace_id, id, 'a', 0, '{}', 0 from run where map_id = ${map}`.execute(
    db,
  );
  expect((await prune(db)).empty).toBeGreaterThanOrEqual(5);
  expect(await runsOf(map)).toHaveLength(2);
  const { hours } = await getLooks(world.services, world.workspaceId, map);
  expect(hours.map(({ empty }) => empty)).toEqual([2, 3]);
  expect(Date.parse(hours[1]!.at) - Date.parse(hours[0]!.at)).toBe(3_600_000);
  // Once more, and nothing is counted twice.
  await prune(db);
  expect(await emptyOf(map)).toBe(5);
  await sql`update look_day set day = day - 100 where map_id = ${map}`.execute(db);
  expect((await prune(db)).looks).toBeGreaterThanOrEqual(1);
  expect(await emptyOf(map)).toBe(0);
});
