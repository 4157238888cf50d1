import { afterAll, beforeAll, expect, test } from "vitest";
import { createPlaces } from "../inbox/places.ts";
import { items, list, makeWorld, publish, unchanged, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { startLooks } from "./looker.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const room = createPlaces({ quick: 8, all: 16, patience: 2000 });
const places = { reading: room, storing: createPlaces({ quick: 1, all: 1, patience: 2000 }) };
/** A live map of these springs that is due now. */
async function dueMap(names: string[]): Promise<string> {
  const sources = Object.fromEntries(names.map((name) => [name, ["spring", { name }] as [string, { name: string }]]));
  const document = drawing(
    { ...sources, z: ["well", { account: "plain:nobody" }] },
    names.map((name) => `${name}>z`),
  );
  const map = await publish(world, {
    ...document,
    first: { kind: "all" },
    schedule: { kind: "interval", minutes: 15 },
  });
  await world.services.db
    .updateTable("map")
    .set({ next_due_at: new Date(Date.now() - 100).toISOString() })
    .where("id", "=", map)
    .execute();
  return map;
}
const lookOf = (map: string) =>
  world.services.db.selectFrom("look").selectAll().where("map_id", "=", map).executeTakeFirst();
const sourceOf = (name: string) =>
  world.services.db.selectFrom("source").selectAll().where("key", "=", `spring:${name}`).executeTakeFirstOrThrow();
const soon = { timeout: 20_000, interval: 50 };

test("A map whose source does not answer holds up neither other maps nor what else it reads itself.", async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  world.springs.set("hangs", () => held.then(() => list(items("hangs", 1))));
  world.springs.set("answers", unchanged);
  world.springs.set("other", () => list(items("other", 2)));
  const slow = await dueMap(["hangs", "answers"]);
  const quick = await dueMap(["other", "answers"]);
  const looks = startLooks(world.services, places);
  try {
    // The source that both read is free again, though the slow map has not ended.
    await expect.poll(() => lookOf(quick), soon).toMatchObject({ slot: null });
    expect(world.reads.get("answers")).toBe(1);
    expect(await sourceOf("answers")).toMatchObject({ polling_until: null, polls: 1 });
    expect((await lookOf(slow))?.slot).not.toBeNull();
    expect(await sourceOf("hangs")).toMatchObject({ polls: 0 });
    release();
    await expect.poll(() => lookOf(slow), soon).toMatchObject({ slot: null });
    const runs = await world.services.db.selectFrom("run").select(["map_id", "items"]).orderBy("items").execute();
    expect(runs).toEqual([
      { map_id: slow, items: 1 },
      { map_id: quick, items: 2 },
    ]);
  } finally {
    release();
    await looks.stop();
  }
});

test("A process that stops gives back what it has not done, and the next one does it.", async () => {
  let release = (): void => {};
  world.springs.set("later", () => new Promise((resolve) => (release = () => resolve(unchanged()))));
  const map = await dueMap(["later"]);
  const first = startLooks(world.services, places);
  await expect.poll(() => world.reads.get("later"), soon).toBe(1);
  const stopped = first.stop();
  release();
  await stopped;
  const left = await lookOf(map);
  // Read to its end or given back: what is left is anybody's at once, not when its lease would have ended.
  if (left?.slot !== null) expect(Date.parse(left!.until!)).toBeLessThanOrEqual(Date.now() + 1000);
  world.springs.set("later", unchanged);
  const second = startLooks(world.services, places);
  try {
    await expect.poll(() => lookOf(map), soon).toMatchObject({ slot: null });
  } finally {
    await second.stop();
  }
});
