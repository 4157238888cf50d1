import { afterAll, beforeAll, expect, test } from "vitest";
import { Case, mostItem } from "#engine/cases.ts";
import { writeItem } from "#engine/item.ts";
import { addAccount, intoCampaign, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { drawing, item } from "#test/support/toys.ts";
import { memoryOf } from "./carried.ts";
import { endsOfItem, keepable, tryTests } from "../maps/ends.ts";
import { countedBy } from "./counted.ts";
import { liveItems, liveWires } from "./live.ts";
import { preview } from "./preview.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await addAccount(world, "live");
  const told = (n: number) => item(`k${n}`, { title: `Nouvelle ${"abcdefghi"[n]!.repeat(9)}`, text: `Nouvelle ${n}` });
  world.springs.set("live", () => list([6, 5, 4, 3, 2, 1].map(told)));
});
afterAll(() => world.close());

const draw = (every: number, mark = "!", account = "plain:live") =>
  drawing(
    { a: ["spring", { name: "live" }], k: ["sieve", { every }], m: ["stamp", { mark }], z: ["well", { account }] },
    ["a>k", "k>m", "m>z"],
  );
const live = (document: unknown, more: { before?: unknown; pin?: string; map?: string } = {}) =>
  liveWires(world.services, world.workspaceId, { document, pin: null, ...more });

test("Every wire counts its items, and against the drawing before how many came and went; what became of each is told in turn.", async () => {
  const now = await live(draw(3), { before: draw(2) });
  expect(now).toMatchObject({ items: 6, dropped: 2, messages: 4, broken: [], way: null });
  // Before, 2, 4 and 6 were let go; now 3 and 6 are.
  expect(now.edges).toEqual({
    "a-k": { count: 6, more: 0, fewer: 0 },
    "k-m": { count: 4, more: 2, fewer: 1 },
    "m-z": { count: 4, more: 2, fewer: 1 },
  });
  expect(now.steps["k"]).toEqual({ in: 6, drops: 2 });

  const wire = await liveItems(world.services, world.workspaceId, { document: draw(3), before: draw(2), edge: "k-m" });
  expect(wire).toMatchObject({ count: 4, more: false });
  expect(wire.rows.map(({ key, turn, before, after, posts }) => [key, turn, before, after, posts])).toEqual(
    [
      ["k3", "gone", "Nouvelle 3", null, 0],
      ["k5", null, "Nouvelle 5", "Nouvelle 5!", 1],
      ["k4", "new", "Nouvelle 4", "Nouvelle 4!", 1],
      ["k2", "new", "Nouvelle 2", "Nouvelle 2!", 1],
      ["k1", null, "Nouvelle 1", "Nouvelle 1!", 1],
    ].map((row) => (row[1] === "gone" ? ["k3", "gone", null, null, 0] : row)),
  );
  const first = await liveItems(world.services, world.workspaceId, { document: draw(3), edge: "a-k" });
  expect(first.rows.find(({ key }) => key === "k3")).toMatchObject({
    drop: { node: "k", reason: { en: "The sieve held it." } },
    posts: 0,
  });
});

test("One item is followed through the drawing: the wires it goes over, how it reads, where it ends.", async () => {
  const { way } = await live(draw(3), { pin: "k4" });
  expect(way).toMatchObject({ title: "Nouvelle eeeeeeeee", edges: ["a-k", "k-m", "m-z"] });
  expect(way?.steps["m"]).toMatchObject({ text: "Nouvelle 4!", drop: null });
  expect(way?.steps["z"]).toMatchObject({ posts: 1 });
  const held = (await live(draw(3), { pin: "k6" })).way;
  expect(held).toMatchObject({ edges: ["a-k"] });
  expect(held?.steps["k"]?.drop?.en).toBe("The sieve held it.");
  expect((await live(draw(3), { pin: "gone" })).way).toBeNull();
});

test("What an item becomes at each target can be kept as a test, which then passes; a drawing that does otherwise fails it.", async () => {
  const kept = async (key: string) =>
    (await endsOfItem(world.services, world.workspaceId, { document: draw(3), key })).found;
  const goes = (await kept("k4"))!;
  expect(goes).toMatchObject({
    from: "a",
    item: { key: "k4", title: "Nouvelle eeeeeeeee" },
    targets: [{ node: "z", anybody: { came: true }, accounts: [{ ref: "plain:live#live", came: true }] }],
  });
  const { text } = goes.targets[0]!.anybody;
  expect(text).toContain("Nouvelle 4!");
  const stays = (await kept("k6"))!;
  expect(stays.targets[0]).toMatchObject({
    anybody: { came: false, text: null, end: { node: "k", reason: { en: "The sieve held it." } } },
    accounts: [],
  });
  expect(await kept("gone")).toBeNull();

  const list = [
    { id: "goes", name: "Goes", from: goes.from, on: goes.on, item: goes.item, to: "z", account: "plain:live", text },
    { id: "stays", name: "Stays", from: stays.from, on: stays.on, item: stays.item, to: "z", goes: false },
  ];
  const tried = (document: object) =>
    tryTests(world.services, world.workspaceId, { ...document, tests: { failing: "warn", list } });
  expect((await tried(draw(3))).map(({ id, why }) => [id, why])).toEqual([
    ["goes", null],
    ["stays", null],
  ]);
  const other = await tried(draw(5, "?"));
  expect(other.map(({ id, node }) => [id, node])).toEqual([
    ["goes", "z"],
    ["stays", "z"],
  ]);
  expect(other[0]!.why!.en).toContain("Nouvelle 4?");
  expect(other[1]!.why!.en).toMatch(/must not/u);
  // Of a drawing in which nothing can run nothing is said.
  expect(await tryTests(world.services, world.workspaceId, { nodes: 7 })).toEqual([]);
});

test("What is too long for a test is shortened from its end, the title last.", () => {
  const long = item("k", { title: "T".repeat(300), text: "é\n".repeat(9000), summary: "s".repeat(19_000) });
  const short = keepable(long);
  expect(JSON.stringify(short).length).toBeLessThanOrEqual(mostItem);
  expect(short).toMatchObject({ key: "k", title: "T".repeat(300), text: expect.stringMatching(/^é\né/u) });
  expect(keepable(item("k"))).toEqual(writeItem(item("k")));
  const least = { id: "t", name: "T", from: "a", on: "2026-11-26T09:00:00.000Z", item: short, to: "z" };
  expect(Case.safeParse(least).success).toBe(true);
});

test("A drawing with errors runs as far as it can: without the steps and wires in which they sit.", async () => {
  const broken = draw(3, "x".repeat(50));
  const now = await live(broken);
  expect(now.edges).toEqual({ "a-k": { count: 6, more: 0, fewer: 0 } });
  expect(now).toMatchObject({ items: 6, messages: 0, broken: ["m"] });
  const view = await preview(world.services, world.workspaceId, broken);
  expect(view.problems.some(({ severity }) => severity === "error")).toBe(true);
  expect(view.now).toBeNull();
  expect(view.steps.map(({ node, itemsIn }) => [node, itemsIn]).toSorted()).toEqual([
    ["a", 6],
    ["k", 6],
    ["z", 0],
  ]);
  // Nothing is aimed at yet.
  const begun = { ...draw(3), nodes: draw(3).nodes.slice(0, 2), edges: draw(3).edges.slice(0, 1) };
  expect((await live(begun)).edges).toEqual({ "a-k": { count: 6, more: 0, fewer: 0 } });
  expect(await live({ nodes: 7 })).toMatchObject({ items: 0, edges: {} });
});

test("What accounts have already is no message any more, and its item says so.", async () => {
  await runNow(world, await publish(world, { ...draw(3), first: { kind: "all" } }));
  expect(await live(draw(3))).toMatchObject({ items: 6, messages: 0 });
  const { rows } = await liveItems(world.services, world.workspaceId, { document: draw(3), edge: "m-z" });
  expect(rows[0]).toMatchObject({ posts: 0, left: 1, drop: { node: "z", field: null } });
  expect(rows[0]?.drop?.reason.en).toBe("This item already has a delivery for this account.");
});

test("What a map sends for its campaign is told as its targets will say it: on the last wire, and of the item that is followed.", async () => {
  const document = { ...draw(9), limits: { ...draw(9).limits, hours: 7 } };
  const map = await publish(world, document);
  await intoCampaign(world, map);
  const of = { document, map, edge: "m-z" };
  const said = "Nouvelle 4!\n\n#Salon #BTP";
  const rowOf = async (more: object) =>
    (await liveItems(world.services, world.workspaceId, { ...of, ...more })).rows.find(({ key }) => key === "k4");
  expect(await rowOf({})).toMatchObject({ before: "Nouvelle 4!", after: said });
  expect((await live(document, { pin: "k4", map })).way?.steps["z"]).toMatchObject({ text: said });
  // No map yet, or one of no campaign: what comes to it is what it says.
  expect(await rowOf({ map: null })).toMatchObject({ before: null, after: null });
  expect(await rowOf({ edge: "k-m" })).toMatchObject({ before: "Nouvelle 4", after: "Nouvelle 4!" });
});

test("The drawing before is remembered from its own question, and says the same as if it were thought through again.", async () => {
  await live(draw(2));
  const warm = await live(draw(3), { before: draw(2) });
  const cold = await live(draw(3), { before: { ...draw(2), description: "never asked" } });
  expect(warm.edges).toEqual(cold.edges);
  expect(warm.edges["k-m"]).toEqual({ count: 4, more: 2, fewer: 1 });
});

test("It is remembered of the very items alone, for two minutes, and not where a page or a machine may say more in a moment.", () => {
  let now = 0;
  const services = { nodes: { ...world.services.nodes }, clock: { now: () => now } };
  const mine = memoryOf(services, "w");
  const listed = (title: string) => [{ node: "a", source: "s", items: [item("k1", { title })], error: null }];
  const made = (pages?: string[]) =>
    ({
      carried: new Map([["a-k", [item("k1", {})]]]),
      steps: [pages === undefined ? {} : { pages }],
    }) as unknown as Parameters<typeof mine.keep>[2];
  mine.keep(draw(2), listed("As it came"), made());
  expect(mine.find(draw(2), listed("As it came"))?.get("a-k")).toEqual(new Set(["k1"]));
  expect(mine.find(draw(3), listed("As it came"))).toBeNull();
  expect(mine.find(draw(2), listed("Corrected"))).toBeNull();
  expect(memoryOf(services, "another").find(draw(2), listed("As it came"))).toBeNull();
  mine.keep(draw(4), listed("As it came"), made(["https://a.example"]));
  expect(mine.find(draw(4), listed("As it came"))).toBeNull();
  now = 120_000;
  expect(mine.find(draw(2), listed("As it came"))).toBeNull();
});

test("A wire that was just counted is opened by the pass that counted it, and says what it would say anew.", async () => {
  const { services, workspaceId } = world;
  const document = draw(4);
  const cold = await liveItems(services, workspaceId, { document, edge: "m-z" });
  await live(document);
  const asked = { document, edge: "m-z", before: draw(2) };
  const counted = await liveItems(services, workspaceId, asked);
  await live(draw(5));
  expect(await liveItems(services, workspaceId, asked)).toEqual(counted);
  expect(await liveItems(services, workspaceId, { document, edge: "m-z" })).toEqual(cold);
  expect(counted.count).toBe(cold.count);
});

test("A pass is remembered of one drawing of one map, for a minute, and not where it is very much.", () => {
  let now = 0;
  const services = { nodes: { ...world.services.nodes }, clock: { now: () => now } };
  const of = (document: unknown, map: string | null = null, workspace = "w") =>
    countedBy<string>(services, workspace, { document, map });
  of(draw(2)).keep("two", 9);
  expect(of(draw(2)).find()).toBe("two");
  for (const other of [of(draw(3)), of(draw(2), "map"), of(draw(2), null, "another"), of(undefined)])
    expect(other.find()).toBeNull();
  now = 60_000;
  expect(of(draw(2)).find()).toBeNull();
  of(draw(2)).keep("two", 400_000);
  expect(of(draw(2)).find()).toBe("two");
  of(draw(2)).keep("two", 400_001);
  expect(of(draw(2)).find()).toBeNull();
});
