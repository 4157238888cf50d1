import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Limits } from "#engine/map.ts";
import { postOf } from "#engine/post.ts";
import { type StoryRule, usualStoryRule } from "#engine/story.ts";
import { makeWorld, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { scheduleDeliveries } from "./schedule.ts";
import type { Scheduled, Wanted } from "./wanted.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const wish = (world: World, account: number, item: string, more: Partial<Wanted> = {}): Wanted => ({
  node: "t",
  accountId: world.accounts[account]!.id,
  network: "x",
  itemKey: item,
  itemSeq: null,
  itemTitle: item,
  post: postOf({ text: item }),
  link: `https://example.com/${item}`,
  topic: "",
  ...more,
});
function plan(
  world: World,
  wanted: Wanted[],
  limits: Partial<Limits> = {},
  now = new Date().toISOString(),
  stories = usualStoryRule,
): Promise<Scheduled> {
  const input = {
    workspaceId: world.workspaceId,
    mapId: world.mapId,
    version: 1,
    runId: randomUUID(),
    limits: { ...Limits.parse({ spread: 0 }), ...limits },
    stories,
    now,
    wanted,
  };
  return database.db.transaction().execute((trx) => scheduleDeliveries(trx, input));
}
const rowsOf = async (world: World) =>
  (
    await sql<{ state: string; reason_code: string | null; due: number; account_id: string; post: unknown }>`
    select state, reason_code, extract(epoch from due_at - created_at)::int as due, account_id, post from delivery where workspace_id = ${world.workspaceId} order by id`.execute(
      database.db,
    )
  ).rows;

describe("planning deliveries", () => {
  test("makes each wish a delivery or a drop, and never two deliveries of one item for an account", async () => {
    const world = await makeWorld(database.db, ["x", "x"]);
    const first = await plan(world, [wish(world, 0, "a"), wish(world, 1, "a"), wish(world, 0, "a", { node: "u" })]);
    expect(first).toMatchObject({ created: 2, held: 0 });
    expect(first.drops.map(({ code }) => code)).toEqual(["already"]);
    expect(first.accounts.toSorted()).toEqual(world.accounts.map(({ id }) => id).toSorted());
    const second = await plan(world, [wish(world, 0, "a"), wish(world, 0, "b")]);
    expect(second.created + second.drops.length).toBe(2);
    expect(second.drops[0]).toMatchObject({ code: "already", reason: { fr: expect.any(String) } });
  });

  test("writes each headline down once, with what it is found by and its newest delivery", async () => {
    const world = await makeWorld(database.db, ["x", "x"]);
    const more = { itemTitle: "L’Œuvre d’Été", link: "https://www.example.com/ete/?utm_source=feed" };
    await plan(world, [wish(world, 0, "a", more), wish(world, 0, "b")]);
    await plan(world, [wish(world, 1, "a", more)]);
    const { rows } =
      await sql`select item_key, words, newest = (select max(id) from delivery d where d.item_key = t.item_key
      and d.workspace_id = t.workspace_id) as newest from told t where workspace_id = ${world.workspaceId} order by 1`.execute(
        database.db,
      );
    expect(rows).toEqual([
      { item_key: "a", words: "l'oeuvre d'ete example.com/ete", newest: true },
      { item_key: "b", words: "b example.com/b", newest: true },
    ]);
  });

  test("drops the same story that comes from another source within 30 days, by its address or by its words", async () => {
    const world = await makeWorld(database.db, ["x"]);
    await plan(world, [
      wish(world, 0, "a", {
        link: "https://example.com/story?utm_source=feed",
        itemTitle: "Acme ouvre une nouvelle usine de batteries à Lyon",
      }),
    ]);
    const again = await plan(world, [
      wish(world, 0, "b", { link: "https://EXAMPLE.com/story/#top" }),
      wish(world, 0, "c", {
        link: "https://other.example/1",
        itemTitle: "Acme ouvre une nouvelle usine de batteries à Lyon !",
      }),
      wish(world, 0, "d", { link: "https://other.example/2", itemTitle: "Acme ferme son usine de Nantes" }),
    ]);
    expect(again.created).toBe(1);
    expect(again.drops.map(({ wanted, code }) => [wanted.itemKey, code])).toEqual([
      ["b", "same_story"],
      ["c", "same_story"],
    ]);
    const later = await plan(
      world,
      [wish(world, 0, "e", { link: "https://example.com/story" })],
      {},
      new Date(Date.now() + 31 * 86_400_000).toISOString(),
    );
    expect(later.created).toBe(1);
  });

  test("lets a source repeat its headline and its address, but not both at once", async () => {
    const world = await makeWorld(database.db, ["x"]);
    const [own, other] = [randomUUID(), randomUUID()];
    const weekly = (item: string, link: string, itemTitle = "Revue de presse de la semaine", source = own) =>
      wish(world, 0, item, { link: `https://example.com/${link}`, itemTitle, source });
    await plan(world, [weekly("a", "week-1")]);
    const { created, drops } = await plan(world, [
      weekly("b", "week-2"),
      weekly("c", "week-1", "Offres d’emploi du mois de mai"),
      weekly("d", "week-1?utm_source=x", " Revue de presse  de la SEMAINE"),
      weekly("e", "elsewhere", "Revue de presse de la semaine", other),
      weekly("f", "week-2", "Tout autre chose d’une autre source", other),
    ]);
    expect(created).toBe(2);
    expect(drops.map(({ wanted, code, reason }) => [wanted.itemKey, code, reason.en])).toEqual([
      ["d", "same_story", expect.stringContaining("the same address already goes")],
      ["e", "same_story", expect.stringContaining("“Revue de presse de la semaine”")],
      ["f", "same_story", expect.stringContaining("the same address already goes")],
    ]);
  });

  test("asks the rule that the map or the workspace has", async () => {
    const title = "Acme ouvre une nouvelle usine de batteries à Lyon";
    const day = 86_400_000;
    const come = async (stories: StoryRule, later = 0) => {
      const world = await makeWorld(database.db, ["x"]);
      await plan(world, [wish(world, 0, "a", { itemTitle: title })], {}, undefined, stories);
      const others = [
        wish(world, 0, "b", { link: "https://example.com/a" }),
        wish(world, 0, "c", { itemTitle: title }),
      ];
      return (await plan(world, others, {}, new Date(Date.now() + later).toISOString(), stories)).created;
    };
    expect(await come({ by: "both", days: 30 })).toBe(0);
    expect(await come({ by: "address", days: 30 })).toBe(1);
    expect(await come({ by: "off", days: 30 })).toBe(2);
    expect(await come({ by: "both", days: 2 }, day)).toBe(0);
    expect(await come({ by: "both", days: 2 }, 3 * day)).toBe(2);
  });

  test("knows what a story of before was by its delivery", async () => {
    const { db } = database;
    const world = await makeWorld(db, ["x"]);
    const { workspaceId } = world;
    const source = await db
      .insertInto("source")
      .values({ workspace_id: workspaceId, type: "rss", key: "rss:a", config: "{}" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const item = await db
      .insertInto("item")
      .values({ workspace_id: workspaceId, source_id: source.id, key: "a", data: "{}" })
      .returning("seq")
      .executeTakeFirstOrThrow();
    const itemTitle = "Revue de presse de la semaine";
    const link = "http://example.com/a";
    await plan(world, [wish(world, 0, "a", { itemTitle, itemSeq: item.seq, link, source: source.id })]);
    const old = createHash("sha256").update(link).digest("hex").slice(0, 32);
    await sql`update story set source_id = null, head = null, link_hash = decode(${old}, 'hex') where workspace_id = ${workspaceId}`.execute(
      db,
    );
    const { drops } = await plan(world, [
      wish(world, 0, "b", { itemTitle, source: source.id }),
      wish(world, 0, "c", { itemTitle, link, source: source.id }),
      wish(world, 0, "d", { link, source: randomUUID() }),
    ]);
    expect(drops.map(({ wanted }) => wanted.itemKey)).toEqual(["c", "d"]);
  });

  test("does not take a site's front page for a story", async () => {
    const world = await makeWorld(database.db, ["x"]);
    const { created } = await plan(world, [
      wish(world, 0, "a", { link: "https://example.com/" }),
      wish(world, 0, "b", { link: "https://example.com" }),
    ]);
    expect(created).toBe(2);
  });

  test("holds what may not be sent at once, each with its reason", async () => {
    const { db } = database;
    const world = await makeWorld(db, ["x", "x", "x", "x"]);
    await sql`update consent set withdrawn_at = now() where account_id = ${world.accounts[1]!.id}`.execute(db);
    await sql`update consent set mode = 'paused' where account_id = ${world.accounts[2]!.id}`.execute(db);
    await sql`update account set state = 'reconnect' where id = ${world.accounts[3]!.id}`.execute(db);
    const { created, held } = await plan(
      world,
      [0, 1, 2, 3]
        .map((n) => wish(world, n, "a"))
        .concat(wish(world, 0, "flood", { review: true }), wish(world, 0, "more")),
      { perRun: 5 },
    );
    expect({ created, held }).toEqual({ created: 6, held: 5 });
    expect((await rowsOf(world)).map(({ reason_code }) => reason_code)).toEqual([
      null,
      "consent",
      "paused",
      "reconnect",
      "review",
      "overflow",
    ]);
  });

  test("follows the owner's choice for the topic before the one for everything", async () => {
    const { db } = database;
    const world = await makeWorld(db, ["x"]);
    await db
      .insertInto("consent")
      .values({ workspace_id: world.workspaceId, account_id: world.accounts[0]!.id, topic: "jobs", mode: "ask" })
      .execute();
    await plan(world, [wish(world, 0, "a", { topic: "jobs" }), wish(world, 0, "b", { topic: "news" })]);
    expect((await rowsOf(world)).map(({ state }) => state)).toEqual(["held", "ready"]);
  });

  test("spreads one item over people, who begin in turn", async () => {
    const world = await makeWorld(database.db, ["x", "x", "x"]);
    await plan(
      world,
      ["a", "b"].flatMap((item) => [0, 1, 2].map((n) => wish(world, n, item))),
      { spread: 3 },
    );
    expect((await rowsOf(world)).map(({ due }) => due / 60)).toEqual([0, 3, 6, 3, 6, 0]);
  });

  test("bears odd characters, and drops what is for no account of this workspace", async () => {
    const world = await makeWorld(database.db, ["x"]);
    const other = await makeWorld(database.db, ["x"]);
    const result = await plan(world, [
      wish(world, 0, "nul\u0000", { post: postOf({ text: "half \ud83d and nul \u0000" }) }),
      { ...wish(other, 0, "theirs") },
    ]);
    expect(result.created).toBe(1);
    expect(result.drops.map(({ code }) => code)).toEqual(["no_account"]);
    expect(await rowsOf(other)).toEqual([]);
  });

  test("lets two runs at the same time plan one story once", async () => {
    const world = await makeWorld(database.db, ["x", "x"]);
    const runs = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        plan(
          world,
          [0, 1].map((account) => wish(world, account, `key${n}`, { link: "https://example.com/one-story" })),
        ),
      ),
    );
    expect(runs.reduce((sum, { created }) => sum + created, 0)).toBe(2);
  });

  test("plans 52,740 deliveries in one transaction", { timeout: 60_000 }, async () => {
    const world = await makeWorld(
      database.db,
      Array.from({ length: 20 }, () => "x"),
    );
    const wanted = Array.from({ length: 2637 }, (_, item) =>
      world.accounts.map((_account, n) =>
        wish(world, n, `item-${item}`, { itemTitle: `News number ${item} of the long day` }),
      ),
    ).flat();
    const { created, drops } = await plan(world, wanted, { perRun: 1_000_000 });
    expect({ created, drops: drops.length }).toEqual({ created: 52_740, drops: 0 });
  });
});
