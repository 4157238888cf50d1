import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addAccount, items, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest } from "../../nodes/ambassadors/node.ts";
import { expand } from "../../nodes/ambassadors/run.ts";
import { prune } from "../run/prune.ts";
import { listOffers, offersOf, topicsOffered } from "./list.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  (world.services.nodes.manifests as Map<string, unknown>).set("ambassadors", manifest);
  const toys = world.services.nodes.expand;
  world.services.nodes.expand = (type) => (type === "ambassadors" ? (expand as ReturnType<typeof toys>) : toys(type));
});
afterAll(() => world.close());
beforeEach(() => sql`delete from offer`.execute(world.services.db));

const before = (spring: string, ...targets: object[]) => {
  const named = targets.map(
    (config, index) => [`z${index}`, ["ambassadors", { ...(manifest.defaults as object), ...config }]] as const,
  );
  const drawn = drawing(
    { a: ["spring", { name: spring }], ...Object.fromEntries(named) } as never,
    named.map(([id]) => `a>${id}`),
  );
  return { ...drawn, first: { kind: "all" } as const };
};
const brings = (name: string, ...args: [number, number?]) => world.springs.set(name, () => list(items(name, ...args)));
const offers = (asked: Partial<Parameters<typeof listOffers>[1]> = {}) =>
  listOffers(world.services.db, { workspaceId: world.workspaceId, limit: 20, ...asked });
const titles = async (asked = {}) => (await offers(asked)).rows.map(({ itemKey }) => itemKey);
const stop = (map: string, state: "paused" | "live") =>
  world.services.db.updateTable("map").set({ state }).where("id", "=", map).execute();

test("what a map puts before ambassadors is offered though nobody is asked, once however often its run is told to go", async () => {
  brings("once", 3);
  const map = await publish(world, before("once", { topics: ["Emploi"], networks: ["plain"] }));
  await runNow(world, map);
  await runNow(world, map);
  const { rows } = await offers();
  expect(rows.map(({ itemKey }) => itemKey)).toEqual(["tag:once:1", "tag:once:2", "tag:once:3"].toReversed());
  expect(rows[0]).toMatchObject({ topics: ["Emploi"], networks: ["plain"], kind: "article" });
  expect(Date.parse(rows[0]!.expiresAt) - Date.parse(rows[0]!.offeredAt)).toBe(7 * 86_400_000);
});

test("one story of two maps stands once, under the topics of both, and goes with the last of them", async () => {
  brings("two", 2);
  const one = await publish(world, before("two", { topics: ["Emploi"] }));
  const other = await publish(world, before("two", { topics: ["Lumière"] }, { topics: ["Emploi"] }));
  await runNow(world, one);
  await runNow(world, other);
  expect((await offers()).rows.map(({ topics }) => topics)).toEqual([
    ["Emploi", "Lumière"],
    ["Emploi", "Lumière"],
  ]);
  const counted = await topicsOffered(world.services.db, world.workspaceId);
  expect(counted).toMatchObject({
    more: false,
    offers: [{ topics: ["Emploi", "Lumière"] }, { topics: ["Emploi", "Lumière"] }],
  });
  expect(await titles({ topic: ["lumiere"] })).toHaveLength(2);
  await stop(other, "paused");
  expect((await offers()).rows.map(({ topics }) => topics)).toEqual([["Emploi"], ["Emploi"]]);
  expect(await titles({ topic: ["lumiere"] })).toEqual([]);
  await stop(one, "paused");
  expect(await titles()).toEqual([]);
  await stop(one, "live");
  expect(await titles()).toHaveLength(2);
});

/** One item of a source of its own, as it would tell a story. */
const tells = (name: string, title: string, link: string) =>
  world.springs.set(name, () => list(items(name, 1).map((item) => ({ ...item, title, link }))));
const rule = (by: "off" | "address" | "both") =>
  world.services.db.updateTable("workspace").set({ story_by: by }).execute();
const cards = async (by: "off" | "address" | "both", ...stories: [title: string, link: string][]) => {
  await rule(by);
  await sql`delete from offer`.execute(world.services.db);
  for (const [at, [title, link]] of stories.entries()) {
    const name = `card${by}${at}${title.length}`;
    tells(name, title, link);
    await runNow(world, await publish(world, before(name, { topics: [`T${at}`] })));
  }
  return (await offers()).rows;
};
const quays: [string, string] = [
  "Quais de Saône : éclairer moins pour mieux voir la nuit",
  "https://one.example/quais",
];

test("nearly one headline of two maps' sources is one card by the workspace's rule, under the newest; other headlines are others", async () => {
  const near: [string, string] = [
    "Quais de Saône: éclairer moins, pour mieux voir la nuit",
    "https://two.example/saone",
  ];
  const other: [string, string] = ["Le musée de Nantes rouvre sous une lumière douce", "https://two.example/nantes"];
  const both = await cards("both", quays, near, other);
  expect(both.map(({ link, topics }) => [link, topics])).toEqual([
    [other[1], ["T2"]],
    [near[1], ["T0", "T1"]],
  ]);
  expect(both[1]!.keys).toHaveLength(2);
  expect(await cards("address", quays, near)).toHaveLength(2);
  // A third one at the second one's address is of the card that the second one is on.
  expect(await cards("both", quays, near, ["Tout autre chose à lire ce soir encore", near[1]])).toHaveLength(1);
  expect(await cards("off", quays, ["Tout autre chose à lire ce soir encore", quays[1]])).toHaveLength(2);
  await rule("both");
});

test("two of one source that are called nearly alike stay two: it means two stories", async () => {
  await sql`delete from offer`.execute(world.services.db);
  world.springs.set("own", () =>
    list(
      items("own", 2).map((item, at) => ({
        ...item,
        title: `Menu de la semaine au restaurant du siège${at === 0 ? "" : " !"}`,
      })),
    ),
  );
  await runNow(world, await publish(world, before("own", {})));
  expect(await titles()).toHaveLength(2);
});

test("what its source takes back, and what is over, stands no more; a new run may offer it anew", async () => {
  const { db } = world.services;
  brings("over", 3);
  const map = await publish(world, before("over", {}));
  await runNow(world, map);
  await db
    .updateTable("item")
    .set({ gone_at: sql`now()` })
    .where("key", "=", "tag:over:1")
    .execute();
  await db
    .updateTable("offer")
    .set({ expires_at: sql`now()` })
    .where("item_key", "=", "tag:over:2")
    .execute();
  expect(await titles()).toEqual(["tag:over:3"]);
  const [ended] = await db.selectFrom("offer").select("id").where("item_key", "=", "tag:over:2").execute();
  expect(await offersOf(db, world.workspaceId, [ended!.id])).toHaveLength(1);
  brings("over", 3, 2);
  await sql`update map_offset set seq = 0`.execute(db);
  await runNow(world, map);
  expect(await titles()).toEqual(["tag:over:2", "tag:over:3"]);
});

test("pages, networks, days and words choose; accents and capitals count for nothing", async () => {
  brings("many", 5);
  await runNow(world, await publish(world, before("many", { networks: ["plain"] })));
  const first = await offers({ limit: 2 });
  const rest = await offers({ limit: 3, before: first.next! });
  expect([...first.rows, ...rest.rows]).toHaveLength(5);
  expect(new Set([...first.rows, ...rest.rows].map(({ id }) => id)).size).toBe(5);
  expect(rest.next).toBeNull();
  expect(await titles({ network: "other" })).toEqual([]);
  expect(await titles({ network: "plain" })).toHaveLength(5);
  expect(await titles({ kind: "video" })).toEqual([]);
  expect(await titles({ since: "2999-01-01T00:00:00Z" })).toEqual([]);
  expect(await titles({ search: "STÖRY number 4" })).toEqual(["tag:many:4"]);
  expect(await titles({ search: "nothing of this" })).toEqual([]);
});

test("what the flood protection holds is put before nobody until somebody has looked", async () => {
  brings("wave", 30);
  const map = await publish(world, before("wave", {}));
  await addAccount(world, "wave");
  await runNow(world, map);
  brings("wave", 60, 31);
  await runNow(world, map);
  expect(await titles({ limit: 100 })).toHaveLength(30);
});

test("a target that offers nothing asks people all the same, and what ended a month ago is let go", async () => {
  brings("quiet", 2);
  await runNow(world, await publish(world, before("quiet", { offered: 0 })));
  expect(await titles()).toEqual([]);
  brings("loud", 1);
  await runNow(world, await publish(world, before("loud", {})));
  await sql`update offer set expires_at = now() - interval '31 days'`.execute(world.services.db);
  expect(await prune(world.services.db)).toMatchObject({ offers: 1 });
});
