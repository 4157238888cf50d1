import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Item } from "#engine/item.ts";
import { addAccount, list, makeWorld, publish, runNow, scheduledFor, type World } from "#test/main-job/world.ts";
import { drawing, item } from "#test/support/toys.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const entry = (key: string, place: string, title: string): Item =>
  item(key, { title, link: `https://site.example/${place}` });

/** A source with an account of its own that gets all; `read` gives what a run brought. */
async function watch(name: string) {
  const { db } = world.services;
  const account = await addAccount(world, name);
  const document = drawing({ a: ["spring", { name }], z: ["well", { account: `plain:${name}` }] }, ["a>z"]);
  const map = await publish(world, {
    ...document,
    first: { kind: "all" },
    limits: { ...document.limits, newShare: 1 },
  });
  const source = () =>
    db.selectFrom("source").selectAll().where("key", "=", `spring:${name}`).executeTakeFirstOrThrow();
  return {
    account,
    source,
    read: async (entries: Item[]) => {
      world.springs.set(name, () => list(entries));
      const { items, deliveries } = await runNow(world, map);
      const { fresh, known, doubled, blank } = (await source()).document as Record<string, number>;
      return { items, deliveries, fresh, known, doubled, blank };
    },
    /** The database as it was before items had names: of entries with one key only the first was kept. */
    age: async () => {
      const { id } = await source();
      await sql`delete from item_name where source_id = ${id}`.execute(db);
      await sql`update item set names = null where source_id = ${id}`.execute(db);
      await sql`update source set named = false, anchored = false where id = ${id}`.execute(db);
    },
    items: async () =>
      db
        .selectFrom("item")
        .select(["key", "names", "changed", "seq"])
        .where("source_id", "=", (await source()).id)
        .orderBy("seq")
        .execute(),
  };
}

test("What a document held is counted: new, known and listed twice.", async () => {
  const { read } = await watch("counted");
  expect(await read([entry("b", "b", "Beta"), entry("a", "a", "Alpha"), entry("a", "a", "Alpha")])).toEqual({
    items: 2,
    deliveries: 2,
    fresh: 2,
    known: 0,
    doubled: 1,
    blank: 0,
  });
  expect(await read([entry("c", "c", "Gamma"), entry("b", "b", "Beta")])).toMatchObject({
    items: 1,
    fresh: 1,
    known: 1,
    doubled: 0,
  });
});

test("An item that was corrected at its source is known by what it is called now, and says what changed.", async () => {
  const { read, items } = await watch("corrected");
  await read([entry("1", "buidl", "Buidl a shop")]);
  expect(await read([entry("1", "build", "Build a shop")])).toMatchObject({ items: 0, known: 1 });
  const [corrected] = await items();
  expect(corrected?.changed).toMatchObject({
    title: "Build a shop",
    link: "https://site.example/build",
    at: expect.any(String),
  });
  expect(await read([entry("made anew", "build", "Build a shop")])).toMatchObject({ items: 0, known: 1 });
  expect(await read([entry("1", "buidl", "Buidl a shop")])).toMatchObject({ items: 0, known: 1 });
  expect((await items())[0]?.changed).toBeNull();
});

test("What a source had before items had names is not read as new, nor is what was lost then; what comes later is.", async () => {
  const { read, age, source, account } = await watch("aged");
  const lost = [entry("https://site.example", "2", "Two"), entry("https://site.example", "1", "One")];
  const first = [entry("http://www.site.example/?p=9", "9", "Nine"), lost[0]!];
  await read(first);
  await age();
  expect(await read([entry("https://site.example/?p=9", "9", "Nine"), ...lost])).toMatchObject({
    items: 0,
    fresh: 0,
    known: 2,
    doubled: 1,
  });
  expect((await source()).named).toBe(true);
  expect(await read([entry("https://site.example", "3", "Three"), ...lost])).toMatchObject({
    items: 1,
    deliveries: 1,
    fresh: 1,
  });
  expect(await scheduledFor(world, account)).toHaveLength(3);
});

test("What came between the last reading of before and the first of now is told by its date.", async () => {
  const { read, age, source } = await watch("between");
  const shared = (place: string, title: string, published: string) => ({
    ...entry("https://site.example", place, title),
    published,
  });
  await read([shared("1", "One", "2026-03-01T08:00:00.000Z")]);
  await age();
  const since = new Date(Date.parse((await source()).read_at!) + 1).toISOString();
  expect(await read([shared("2", "Two", since), shared("1", "One", "2026-03-01T08:00:00.000Z")])).toMatchObject({
    fresh: 1,
    known: 1,
  });
});

test("An item whose key was made of words that are read otherwise today is known by its headline.", async () => {
  const { read, age } = await watch("otherwise");
  await read([item("sha256:1", { title: "Épisode 4", summary: "a b", link: null })]);
  await age();
  expect(
    await read([
      item("https://sons.example/4.mp3", { title: "Épisode 4", summary: "a\nb", link: "https://sons.example/4.mp3" }),
    ]),
  ).toMatchObject({ fresh: 0, known: 1 });
});

test("Names go with their item, but for those that several entries carried.", async () => {
  const { read, items, source } = await watch("gone");
  const { db } = world.services;
  await read([entry("x", "1", "One"), entry("x", "2", "Two"), entry("y", "3", "Three")]);
  await sql`update item set received_at = now() - interval '200 days', seen_at = now() - interval '200 days' where source_id = ${(await source()).id}`.execute(
    db,
  );
  const { prune } = await import("../run/prune.ts");
  expect((await prune(db)).items).toBeGreaterThanOrEqual(3);
  expect(await items()).toEqual([]);
  const left = await db
    .selectFrom("item_name")
    .select("shared")
    .where("source_id", "=", (await source()).id)
    .execute();
  expect(left).toEqual([{ shared: true }]);
  expect(await read([entry("x", "1", "One")])).toMatchObject({ items: 1, fresh: 1, deliveries: 0 });
});
