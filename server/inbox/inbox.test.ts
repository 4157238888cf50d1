import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readItem } from "#engine/item.ts";
import { NodeError, type Polled } from "#engine/node.ts";
import {
  addAccount,
  items,
  list,
  makeWorld,
  scheduledFor,
  publish,
  runNow,
  unchanged,
  type World,
} from "#test/main-job/world.ts";
import { drawing, item } from "#test/support/toys.ts";
import { unbalancedLists } from "./balance.ts";
import { newestItems } from "./items.ts";
import { loadNodes } from "../nodes.ts";
import { pollSources } from "./poll.ts";
import { prune } from "../run/prune.ts";
import { storedConfig } from "./map-sources.ts";
import { listSources } from "./sources.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const map = (name: string, account: string, changes = {}) => ({
  ...drawing({ a: ["spring", { name }], z: ["well", { account: `plain:${account}` }] }, ["a>z"]),
  ...changes,
});
const sourceOf = async (name: string) => {
  const { db } = world.services;
  return db
    .selectFrom("source")
    .selectAll()
    .where("workspace_id", "=", world.workspaceId)
    .where("key", "=", `spring:${name}`)
    .executeTakeFirstOrThrow();
};
const keysOf = async (name: string) => {
  const { id } = await sourceOf(name);
  const rows = await world.services.db
    .selectFrom("item")
    .select("key")
    .where("source_id", "=", id)
    .orderBy("seq")
    .execute();
  return rows.map(({ key }) => key);
};

test("What two maps read is one source, polled once for both, even at the same moment.", async () => {
  const account = await addAccount(world, "shared");
  // The source answers when both runs have begun, however slow the machine is.
  world.springs.set("shared", async () => {
    const begun = async () =>
      (await world.services.db.selectFrom("run").select("id").where("started_at", "is not", null).execute()).length;
    await expect.poll(begun, { timeout: 10_000 }).toBe(2);
    return list(items("shared", 3));
  });
  const maps = [
    await publish(world, map("shared", "shared", { first: { kind: "all" } })),
    await publish(world, map("shared", "nobody", { first: { kind: "all" } })),
  ];
  const runs = await Promise.all(maps.map((id) => runNow(world, id)));
  expect(runs.map((run) => run.items)).toEqual([3, 3]);
  expect(world.reads.get("shared")).toBe(1);
  expect(await keysOf("shared")).toEqual(["tag:shared:1", "tag:shared:2", "tag:shared:3"]);
  expect(await scheduledFor(world, account)).toHaveLength(3);
});

test("A map begins after what a feed already has, or with its newest, or with all of it, as it says.", async () => {
  const begun: Record<string, string[]> = {};
  for (const first of [{ kind: "skip" }, { kind: "newest", count: 2 }, { kind: "all" }] as const) {
    const name = `first-${first.kind}`;
    const account = await addAccount(world, name);
    world.springs.set(name, () => list(items(name, 5)));
    const id = await publish(world, map(name, name, { first }));
    await runNow(world, id);
    world.springs.set(name, () => list(items(name, 6)));
    await runNow(world, id);
    begun[first.kind] = (await scheduledFor(world, account)).map((key) => key.replace(/.*:/u, ""));
  }
  expect(begun).toEqual({ skip: ["6"], newest: ["4", "5", "6"], all: ["1", "2", "3", "4", "5", "6"] });
});

test("A second map on a known source begins at its own publishing, not at the source's first poll.", async () => {
  const early = await addAccount(world, "early");
  const late = await addAccount(world, "late");
  world.springs.set("two", () => list(items("two", 2)));
  const one = await publish(world, map("two", "early"));
  await runNow(world, one);
  world.springs.set("two", () => list(items("two", 4)));
  await runNow(world, one);
  const two = await publish(world, map("two", "late"));
  world.springs.set("two", () => list(items("two", 5)));
  await runNow(world, two);
  await runNow(world, one);
  expect(await scheduledFor(world, early)).toEqual(["tag:two:3", "tag:two:4", "tag:two:5"]);
  expect(await scheduledFor(world, late)).toEqual(["tag:two:5"]);
});

test("An unchanged poll costs a counter and no rows.", async () => {
  world.springs.set("calm", () => list(items("calm", 2)));
  const id = await publish(world, map("calm", "shared"));
  await runNow(world, id);
  world.springs.set("calm", unchanged);
  await runNow(world, id);
  await runNow(world, id);
  const source = await sourceOf("calm");
  expect(source).toMatchObject({ polls: 3, unchanged: 2, failures: 0 });
  const polls = await world.services.db.selectFrom("poll").selectAll().where("source_id", "=", source.id).execute();
  expect(polls).toMatchObject([{ fresh: 2, total: 2, gap: false }]);
});

test("A source that fails keeps its items and its sentence, waits longer each time, and the run goes on with the others.", async () => {
  const account = await addAccount(world, "steady");
  world.springs.set("good", () => list(items("good", 1)));
  world.springs.set("bad", () => {
    throw new NodeError("not_a_feed", { en: "This is a web page.", fr: "Ceci est une page web." });
  });
  const document = drawing(
    { a: ["spring", { name: "good" }], b: ["spring", { name: "bad" }], z: ["well", { account: "plain:steady" }] },
    ["a>z", "b>z"],
  );
  const id = await publish(world, { ...document, first: { kind: "all" } });
  const run = await runNow(world, id);
  expect(run).toMatchObject({ state: "done", sources_total: 2, sources_read: 2, items: 1 });
  expect(await scheduledFor(world, account)).toEqual(["tag:good:1"]);
  const warning = (run.warnings as { code: string; node: string; message: { en: string; fr: string } }[])[0]!;
  expect(warning).toMatchObject({ code: "source_failed", node: "b" });
  expect(warning.message.en).toMatch(/This is a web page\. Next try: \d{4}-\d\d-\d\d \d\d:\d\d UTC\./u);
  expect(warning.message.fr).toContain("Ceci est une page web.");
  const waits = [];
  for (let failures = 1; failures <= 5; failures += 1) {
    const source = await sourceOf("bad");
    expect(source).toMatchObject({ failures, error_code: "not_a_feed", error: { en: "This is a web page." } });
    waits.push(Math.round((Date.parse(source.next_poll_at!) - Date.parse(source.polled_at!)) / 60_000));
    await pollSources(world.services, { workspaceId: world.workspaceId, sourceIds: [source.id], force: true });
  }
  expect(waits).toEqual([1, 5, 15, 60, 60]);
  world.springs.set("bad", () => list(items("bad", 1)));
  expect((await runNow(world, id)).warnings).toEqual([]);
  expect(await scheduledFor(world, account)).toEqual(["tag:good:1", "tag:bad:1"]);
});

test("A scheduled run leaves alone what failed until its next try, and what was polled just now.", async () => {
  const { id } = await sourceOf("good");
  const before = world.reads.get("good");
  const [result] = await pollSources(world.services, { workspaceId: world.workspaceId, sourceIds: [id] });
  expect(result?.kind).toBe("skipped");
  expect(world.reads.get("good")).toBe(before);
});

test("A claim of a dead process that ends while it is looked at is taken over: its source is in the run.", async () => {
  const { services, workspaceId } = world;
  const { id } = await sourceOf("good");
  const until = (seconds: number) =>
    sql`update source set polling_until = now() + make_interval(secs => ${seconds}::int) where id = ${id}`.execute(
      services.db,
    );
  await until(60);
  let asked = 0;
  const db = services.db.withPlugin({
    transformQuery: ({ node }) => node,
    // Between the question for the claim, which is the second, and the one who has it.
    transformResult: async ({ result }) => {
      asked += 1;
      if (asked === 2) await until(-1);
      return result;
    },
  });
  const before = world.reads.get("good") ?? 0;
  const [result] = await pollSources({ ...services, db }, { workspaceId, sourceIds: [id], force: true });
  expect([result?.kind === "skipped", world.reads.get("good")]).toEqual([false, before + 1]);
});

test("Items come into the inbox in the order in which they were written, and stranger ones within its limits.", async () => {
  const day = (n: number) => `2026-01-0${n}T00:00:00Z`;
  const odd = item("tag:odd:3", {
    title: `\0${"é".repeat(3000)}\ud800`,
    published: day(3),
    link: `https://example.org/${"x".repeat(5000)}`,
    tags: Array.from({ length: 80 }, String),
    media: [
      { url: `https://example.org/${"x".repeat(5000)}`, kind: "picture" },
      { url: "https://example.org/1.jpg", kind: "picture", alt: `\0${"é".repeat(5000)}` },
    ],
  });
  world.springs.set("odd", () =>
    list([
      item("tag:odd:1", { published: day(1) }),
      odd,
      item("tag:odd:2", { published: day(2) }),
      item("tag:odd:1", { published: day(1) }),
    ]),
  );
  await runNow(world, await publish(world, map("odd", "shared")));
  expect(await keysOf("odd")).toEqual(["tag:odd:1", "tag:odd:2", "tag:odd:3"]);
  const { data } = await world.services.db
    .selectFrom("item")
    .select("data")
    .where("key", "=", "tag:odd:3")
    .executeTakeFirstOrThrow();
  const stored = readItem(data);
  expect(stored.title).toHaveLength(1999);
  expect(stored.link).toBeNull();
  expect(stored.tags).toHaveLength(50);
  expect(stored.media).toEqual([
    { url: "https://example.org/1.jpg", kind: "picture", alt: expect.stringMatching(/^é{3999}$/) },
  ]);
});

test("Items that an older Relaymap stored are read as today's, by lists and by runs.", async () => {
  const account = await addAccount(world, "older");
  world.springs.set("older", () => list([item("new")]));
  const id = await publish(world, map("older", "older", { first: { kind: "all" } }));
  const { id: sourceId } = await sourceOf("older");
  const { key, source, title, text, link, summary, author, tags, published } = item("old");
  const image = "https://example.org/old.jpg";
  const old = { key, source, title, text, link, summary, author, tags, published, image };
  await world.services.db
    .insertInto("item")
    .values({ workspace_id: world.workspaceId, source_id: sourceId, key: old.key, data: JSON.stringify(old) })
    .execute();
  await runNow(world, id);
  expect((await scheduledFor(world, account)).toSorted()).toEqual(["new", "old"]);
  const known = await newestItems(world.services.db, world.workspaceId, sourceId, 10);
  expect(known.find(({ key }) => key === old.key)).toEqual(
    item(old.key, { media: [{ url: "https://example.org/old.jpg", kind: "picture" }] }),
  );
  expect(known.find(({ key }) => key !== old.key)).toEqual(item("new"));
});

test("A source that no live map reads any more rests, and wakes with the next map.", async () => {
  world.springs.set("left", () => list(items("left", 1)));
  world.springs.set("next", () => list(items("next", 1)));
  const id = await publish(world, map("left", "shared"));
  expect((await sourceOf("left")).next_poll_at).not.toBeNull();
  await publish(world, map("next", "shared"), id);
  expect((await sourceOf("left")).next_poll_at).toBeNull();
  await publish(world, map("left", "shared", { schedule: { kind: "interval", minutes: 5 } }), id);
  expect(await sourceOf("left")).toMatchObject({ interval_s: 300, next_poll_at: expect.any(String) });
});

test("Sources are listed with the maps that read them, page by page.", async () => {
  const seen = [];
  let before: string | undefined;
  do {
    const page = await listSources(world.services, world.workspaceId, { before, limit: 3 });
    seen.push(...page.rows);
    before = page.next ?? undefined;
  } while (before !== undefined);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen.find(({ address }) => address === "shared")).toMatchObject({
    type: "spring",
    title: "shared",
    items: 3,
    maps: [{}, {}],
  });
});

test("An item that its feed still lists outlives the pruning; one that it dropped goes, as does a story after 30 days.", async () => {
  const { db } = world.services;
  world.springs.set("old", () => list(items("old", 3)));
  const id = await publish(world, map("old", "shared"));
  await runNow(world, id);
  const source = await sourceOf("old");
  const age = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  await db
    .updateTable("item")
    .set({ received_at: age(200), seen_at: age(100) })
    .where("source_id", "=", source.id)
    .execute();
  world.springs.set("old", () => list(items("old", 4, 2)));
  await runNow(world, id);
  const story = (days: number) => ({
    workspace_id: world.workspaceId,
    account_id: id,
    created_at: age(days),
    delivery_id: days,
  });
  await db.insertInto("story").values([31, 29, 45].map(story)).execute();
  expect(await prune(db, 90)).toMatchObject({ stories: 2 });
  expect(await keysOf("old")).toEqual(["tag:old:2", "tag:old:3", "tag:old:4"]);
});

test("A source that was stored before its node's settings changed is read by today's, without a new publishing.", async () => {
  const nodes = await loadNodes();
  const stored = { type: "facebook-page", version: 1, config: { page: "Atelier.Lumen" } };
  expect(storedConfig(nodes, stored)).toEqual({
    account: "",
    page: "Atelier.Lumen",
    token: { secret: "facebook-page:atelier.lumen" },
  });
  expect(() => storedConfig(nodes, { ...stored, type: "gone" })).toThrow("gone");
});

test("Publishing again says how a source is read from now on; what it had read stays.", async () => {
  world.springs.set("again", () => list(items("again", 1)));
  const id = await publish(world, map("again", "shared"));
  await runNow(world, id);
  const before = await sourceOf("again");
  const { db } = world.services;
  await db.updateTable("source").set({ config: "{}", version: 7 }).where("id", "=", before.id).execute();
  await publish(world, map("again", "shared"), id);
  expect(await sourceOf("again")).toMatchObject({ id: before.id, config: { name: "again" }, version: 1 });
  expect(await keysOf("again")).toEqual(["tag:again:1"]);
});

test("A source whose server asks for a pause is left alone that long, also by who presses Read now, and the page says so.", async () => {
  const { services, workspaceId } = world;
  const text = { en: "Busy.", fr: "Occupé." };
  const busy = (wait: number | null) => () => Promise.reject(new NodeError("http_busy", text, { wait }));
  world.springs.set("busy", busy(7200));
  await publish(world, map("busy", "nobody"));
  const { id } = await sourceOf("busy");
  const poll = () => pollSources(services, { workspaceId, sourceIds: [id], force: true });
  expect(await poll()).toMatchObject([{ kind: "failed" }]);
  const inMinutes = (at: string | null) => Math.round((Date.parse(at!) - Date.now()) / 60_000);
  const shown = async () =>
    (await listSources(services, workspaceId, { limit: 200 })).rows.find((row) => row.id === id)!;
  const { waitUntil, nextPollAt, failures, movedTo } = await shown();
  expect([inMinutes(waitUntil), inMinutes(nextPollAt), failures, movedTo]).toEqual([120, 120, 1, null]);
  expect(await poll()).toMatchObject([{ kind: "skipped" }]);

  // Once the time is over it is read again; a wait that is shorter than our own does not hurry us, one of years does not silence it.
  const over = () =>
    services.db.updateTable("source").set({ wait_until: null, polled_at: null }).where("id", "=", id).execute();
  for (const [wait, minutes] of [
    [1, 5],
    [10 * 365 * 24 * 3600, 24 * 60],
    [null, 60],
  ] as const) {
    await over();
    world.springs.set("busy", busy(wait));
    expect(await poll()).toMatchObject([{ kind: "failed" }]);
    expect(inMinutes((await sourceOf("busy")).next_poll_at)).toBe(minutes);
  }
  await over();
  world.springs.set("busy", () => list(items("busy", 1)));
  expect(await poll()).toMatchObject([{ kind: "fresh", fresh: 1 }]);
  expect(await shown()).toMatchObject({ waitUntil: null, failures: 0, error: null });
});

test("A new item of a list that is not in the inbox is found.", async () => {
  const account = await addAccount(world, "door");
  world.springs.set("door", async () => list(items("door", 3)));
  await runNow(world, await publish(world, map("door", account)));
  const { db } = world.services;
  const { id } = await sourceOf("door");
  const here = async () => (await unbalancedLists(db, world.workspaceId)).filter(({ sourceId }) => sourceId === id);
  expect(await here()).toEqual([]);
  await db
    .deleteFrom("item")
    .where("source_id", "=", id)
    .where("key", "=", (await keysOf("door"))[1]!)
    .execute();
  expect(await here()).toMatchObject([{ fresh: 3, stored: 2 }]);
});

test("What an older Relaymap read worse than today was not corrected by its source; what changes later is.", async () => {
  const { db } = world.services;
  await addAccount(world, "worse");
  world.springs.set("worse", () => list([item("k", { title: "Vec<T> in ten minutes" })]));
  const id = await publish(world, map("worse", "worse"));
  const { id: sourceId } = await sourceOf("worse");
  const data = JSON.stringify(item("k", { title: "Vec in ten minutes" }));
  await db
    .insertInto("item")
    .values({ workspace_id: world.workspaceId, source_id: sourceId, key: "k", data })
    .execute();
  await db.updateTable("source").set({ named: false }).where("id", "=", sourceId).execute();
  const corrected = async () => {
    await runNow(world, id);
    return (await db.selectFrom("item").select("changed").where("source_id", "=", sourceId).execute()).map(
      ({ changed }) => changed,
    );
  };
  expect(await corrected()).toEqual([null]);
  expect(await corrected()).toEqual([null]);
  world.springs.set("worse", () => list([item("k", { title: "Option<T> in ten minutes" })]));
  expect(await corrected()).toEqual([expect.objectContaining({ title: "Option<T> in ten minutes" })]);
});

test("What its author deletes is not sent where it has not left, is let go where no map has read it, and comes back where it is listed again.", async () => {
  const account = await addAccount(world, "gone");
  const [three, two, one] = items("gone", 3);
  world.springs.set("gone", () => list([two!, one!]));
  const id = await publish(world, map("gone", "gone", { first: { kind: "all" } }));
  await runNow(world, id);
  const source = await sourceOf("gone");
  const poll = async (polled: Polled) => {
    world.springs.set("gone", () => polled);
    await pollSources(world.services, { workspaceId: world.workspaceId, sourceIds: [source.id], force: true });
  };
  await poll({ ...list([three!, one!]), gone: [two!.key, three!.key] });
  const states = async () =>
    world.services.db
      .selectFrom("delivery")
      .select(["item_key as key", "state", "reason_code as code"])
      .where("account_id", "=", account)
      .orderBy("item_key")
      .execute();
  expect(await states()).toEqual([
    { key: one!.key, state: "ready", code: null },
    { key: two!.key, state: "cancelled", code: "source_gone" },
  ]);
  // It was found deleted after the map had last read.
  await sql`update item set gone_at = now() where key = ${three!.key}`.execute(world.services.db);
  const run = await runNow(world, id);
  expect([run.items, run.deliveries, run.drops]).toEqual([1, 0, 1]);
  expect(await states()).toHaveLength(2);
  await poll(list([three!, two!, one!]));
  const gone = await sql`select from item where source_id = ${source.id} and gone_at is not null`.execute(
    world.services.db,
  );
  expect(gone.rows).toHaveLength(0);
});
