import { sql } from "kysely";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noHouseRules } from "#engine/house.ts";
import { type Item, writeItem } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import { storyWays } from "#engine/story.ts";
import { addAccount, intoCampaign, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { createMember } from "#test/support/session.ts";
import { drawing, item } from "#test/support/toys.ts";
import type { Reply } from "../api.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import { loadNodes } from "../nodes.ts";
import { backtest } from "./backtest.ts";
import { itemsBy, seqsSince } from "./items.ts";
import type { StoredItem } from "./job.ts";
import { readStored, type ReadStored, reckon } from "./reckon.ts";

let world: World;
/** What each backtest told before it was done. */
const early: Reply<"backtest">[] = [];
let services: Parameters<typeof backtest>[0];
beforeAll(async () => {
  world = await makeWorld();
  services = {
    ...world.services,
    settings: { ...world.services.settings, publicUrl: "http://relaymap.test" },
    // In this thread: the toys are in no other.
    backtests: {
      warm: () => undefined,
      reckon: async (_whose, job, feed) => {
        const stored: ReadStored[] = [];
        for await (const some of feed.items) stored.push(...some.map(readStored));
        return reckon(world.services.nodes, job, stored, {
          ...{ progress: () => undefined, ask: feed.has },
          first: (answer) => early.push(feed.first!(answer)),
        });
      },
    },
  };
});
afterAll(() => world.close());

const titles = [
  "Revue de presse",
  "Acme ouvre une usine de batteries à Lyon",
  "Acme ouvre une usine de batteries à Lyon !",
  "Avis",
];
const links = ["http://a.example/1", "https://www.a.example/1/", "https://a.example/2", "https://a.example/2#x", null];
const entry = fc
  .record({ id: fc.integer({ min: 1, max: 9 }), title: fc.constantFrom(...titles), link: fc.constantFrom(...links) })
  .map(({ id, title, link }): Item => item(`tag:${id}`, { title, text: title, link }));
const entries = fc.uniqueArray(entry, { maxLength: 8, selector: ({ key }) => key });
const steps = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant("sieve"), config: fc.record({ every: fc.integer({ min: 2, max: 4 }) }) }),
    fc.record({ type: fc.constant("stamp"), config: fc.record({ mark: fc.constantFrom("!", " ?") }) }),
  ),
  { maxLength: 3 },
);

function draw(
  springs: string[],
  middle: { type: string; config: Record<string, unknown> }[],
  accounts: string[],
  more: Partial<MapDocument> = {},
): MapDocument {
  const ids = middle.map((_, index) => `m${index}`);
  const way = ["join", ...ids];
  const document = drawing(
    {
      ...Object.fromEntries(
        springs.map((name, n) => [`s${n}`, ["spring", { name }] as [string, Record<string, unknown>]]),
      ),
      join: ["stamp", { mark: "." }],
      ...Object.fromEntries(
        middle.map(({ type, config }, n) => [`m${n}`, [type, config] as [string, Record<string, unknown>]]),
      ),
      ...Object.fromEntries(
        accounts.map((name, n) => [
          `t${n}`,
          ["well", { account: `plain:${name}` }] as [string, Record<string, unknown>],
        ]),
      ),
    },
    [
      ...springs.map((_, n) => `s${n}>join`),
      ...ids.map((id, index) => `${way[index]}>${id}`),
      ...accounts.map((_, n) => `${way.at(-1)}>t${n}`),
    ],
  );
  const limits = { ...document.limits, burst: 1000, newShare: 1, spread: 0 };
  // What came a moment ago waits for no time of the map.
  return { ...document, schedule: { kind: "manual" }, first: { kind: "all" }, limits, ...more };
}

const ask = (mapId: string, document: unknown, days: 7 | 30 | 90 = 7) =>
  backtest(
    services,
    { workspaceId: world.workspaceId, memberId: "me", mapId, document, days },
    new AbortController().signal,
  );

test("people pass on what the company said in an earlier run, and a rule is told with all the messages that break it", async () => {
  const nodes = await loadNodes();
  const step = (id: string, type: string, config: object) => {
    const { version, defaults } = nodes.manifests.get(type)!;
    return { id, type, version, title: "", position: { x: 0, y: 0 }, config: { ...(defaults as object), ...config } };
  };
  const wire = (from: string, to: string) => ({
    ...{ id: `${from}-${to}`, from: { node: from, port: "out" }, to: { node: to, port: "in" } },
  });
  const always = { minutes: 60, days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "08:00", to: "08:00" };
  const drawn = (share: "only" | "own") => ({
    ...drawing({}, []),
    ...{
      limits: { ...drawing({}, []).limits, burst: 1000, newShare: 1, spread: 0 },
      schedule: { kind: "interval", minutes: 15 },
    },
    nodes: [
      step("feed", "rss", { url: "https://a.example/feed" }),
      step("slowly", "spread", always),
      step("company", "account", { account: "mastodon:acme" }),
      step("people", "ambassadors", { networks: ["mastodon"], share }),
    ],
    edges: [wire("feed", "company"), wire("feed", "slowly"), wire("slowly", "people")],
  });
  const account = (id: string, member: string | null): Publisher => ({
    ...{ id, ref: `mastodon:${id}`, network: "mastodon", handle: id, name: id, member, topics: [], mode: "auto" },
    terms: { kind: member === null ? "page" : "person", limits: null, epoch: 0 },
  });
  const [until, hour] = [Date.parse("2026-03-31T12:00:00Z"), 3_600_000];
  const rules = { stories: { by: "off", days: 7 }, links: { short: false, marks: false } } as const;
  const [source] = sourceNodes(nodes, drawn("own") as unknown as MapDocument);
  const accounts = [account("acme", null), account("lea", "m1")];
  const stored = ["L’usine ouvre à Lyon", "Un prix pour la gare"].map((title, seq) => ({
    ...{ seq, source: source!.key, at: until - 20 * hour, baseline: false, gone: false, poll: null, event: null },
    item: item(`tag:${seq}`, { title, text: title, link: `https://a.example/${seq}` }),
  }));
  const reckonWith = (share: "only" | "own") =>
    reckon(
      nodes,
      {
        ...{ map: "m", since: until - 7 * 24 * hour, until, accounts, brand: null, publicUrl: "https://r.example" },
        ...{ draft: { ...rules, document: drawn(share) }, live: null, paces: new Map(), brought: new Set() },
        house: { ...noHouseRules, disclosure: { words: ["#acme"], required: false } },
        holds: new Map(
          accounts.map(({ id, member }) => [
            id,
            { id, person: member ?? id, floor: null, holds: new Map([["", null]]) },
          ]),
        ),
      },
      stored,
      { progress: () => undefined, ask: () => Promise.resolve({ pages: [], words: [] }) },
    );
  const { draft } = await reckonWith("only");
  // The second reaches people an hour after the company said it.
  expect([draft.posts, draft.drops]).toEqual([4, []]);
  const own = await reckonWith("own");
  expect(own.draft.ruled.map(({ node, count, titles }) => [node, count, titles.length])).toEqual([["people", 2, 2]]);
});

let turn = 0;
describe("a backtest of a map", () => {
  test("is what its run has sent of the same items, story rules included", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(entries, entries, steps, fc.constantFrom(...storyWays), async (one, two, middle, by) => {
        turn += 1;
        const springs = [`past-${turn}-a`, `past-${turn}-b`];
        world.springs.set(springs[0]!, () => list(one));
        world.springs.set(springs[1]!, () => list(two));
        const names = [`past-one-${turn}`, `past-two-${turn}`];
        for (const name of names) await addAccount(world, name);
        const document = draw(springs, middle, names, { stories: { by, days: 30 } });
        const mapId = await publish(world, document);
        const run = await runNow(world, mapId);
        const { rows } = await sql<{ post: string }>`
          select account.name || ': ' || (post->'parts'->0->>'text') as post from delivery join account on account.id = delivery.account_id
          where run_id = ${run.id}`.execute(world.services.db);
        const seen = await ask(mapId, document);
        expect(seen.posts.map(({ name, text }) => `${name}: ${text}`).toSorted()).toEqual(
          rows.map(({ post }) => post).toSorted(),
        );
        expect(seen.draft.posts).toBe(rows.length);
        expect(seen.draft.drops.reduce((sum, { count }) => sum + count, 0)).toBe(run.drops);
        expect(seen.against).toMatchObject({ changed: 0, fresh: 0, gone: 0, same: rows.length });
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  test("is told against the live version: what is changed, new and gone, with the step that lets it go", async () => {
    world.springs.set("diff", () =>
      list(
        ["un", "deux", "trois", "quatre"].map((word, n) =>
          item(`tag:diff:${n + 1}`, { title: `Nouvelle ${word} du jour`, text: `Nouvelle ${word} du jour` }),
        ),
      ),
    );
    await addAccount(world, "diff-one");
    await addAccount(world, "diff-two");
    const live = draw(["diff"], [], ["diff-one"]);
    const mapId = await publish(world, live);
    await runNow(world, mapId);
    // Every second is let go, the others end in another sign, and a second account gets them.
    const draft = draw(
      ["diff"],
      [
        { type: "sieve", config: { every: 2 } },
        { type: "stamp", config: { mark: "!" } },
      ],
      ["diff-one", "diff-two"],
    );
    early.length = 0;
    const whole = await ask(mapId, draft);
    const { against, draft: side, live: before } = whole;
    // What is told before the live version was looked at is the same, without what takes both.
    expect(early).toEqual([{ ...whole, live: null, against: null, ms: expect.any(Number) }]);
    expect(before?.posts).toBe(4);
    expect(side.posts).toBe(4);
    expect(against).toMatchObject({ changed: 2, fresh: 2, gone: 2, same: 0 });
    const of = (kind: string) => against!.rows.filter((row) => row.kind === kind);
    expect(
      of("changed")
        .map(({ before: old, after }) => [old, after])
        .toSorted(),
    ).toEqual([
      ["Nouvelle trois du jour.", "Nouvelle trois du jour.!"],
      ["Nouvelle un du jour.", "Nouvelle un du jour.!"],
    ]);
    expect(new Set(of("new").map(({ name }) => name))).toEqual(new Set(["diff-two"]));
    expect(of("gone").map(({ why }) => why)).toMatchObject([
      { node: "m0", code: "sieve" },
      { node: "m0", code: "sieve" },
    ]);
    expect(side.drops).toMatchObject([{ node: "m0", code: "sieve", count: 2 }]);
  });

  test("says what a run says for the map's campaign, on both sides of a comparison, also where a step is wrong", async () => {
    world.springs.set("fair", () =>
      list([item("tag:fair:1", { title: "Le salon ouvre", text: "Le salon ouvre", link: "https://a.example/salon" })]),
    );
    await addAccount(world, "fair-one");
    const document = draw(["fair"], [], ["fair-one"]);
    const mapId = await publish(world, document);
    await intoCampaign(world, mapId);
    const { id } = await runNow(world, mapId);
    const { rows } = await sql<{ text: string }>`select post->'parts'->0->>'text' as text from delivery
      where run_id = ${id}`.execute(world.services.db);
    expect(rows[0]?.text).toContain("#Salon #BTP");
    const seen = await ask(mapId, document);
    expect(seen.posts.map(({ text }) => text)).toEqual(rows.map(({ text }) => text));
    expect(seen.posts[0]?.link).toContain("utm_campaign=salon");
    expect(seen.against).toMatchObject({ changed: 0, same: 1 });
    const broken = draw(["fair"], [], ["fair-one", "fair-one"]);
    broken.nodes.find(({ id: node }) => node === "t1")!.type = "nowhere";
    expect((await ask(mapId, broken)).posts[0]?.text).toContain("#Salon #BTP");
  });

  test("leaves out the steps that are wrong, says which, and runs the rest", async () => {
    world.springs.set("broken", () => list([item("tag:broken:1", { title: "Une nouvelle", text: "Une nouvelle" })]));
    await addAccount(world, "broken-one");
    const mapId = await publish(world, draw(["broken"], [], ["broken-one"]));
    await runNow(world, mapId);
    const draft = draw(["broken"], [], ["broken-one", "broken-one"]);
    draft.nodes.find(({ id }) => id === "t1")!.type = "nowhere";
    const { draft: side } = await ask(mapId, draft);
    expect(side.without).toEqual(["t1"]);
    expect(side.posts).toBe(1);
    for (const nothing of [null, {}, "x", { ...draft, nodes: [] }])
      expect((await ask(mapId, nothing)).draft.posts).toBe(0);
  });

  test("puts what a source had at first on the day on which it was published, and nothing older than its days", async () => {
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    world.springs.set("old", () =>
      list(
        [2, 5, 20].map((days) =>
          item(`tag:old:${days}`, {
            title: `Il y a ${days} jours`,
            text: `Il y a ${days} jours`,
            published: ago(days),
          }),
        ),
      ),
    );
    await addAccount(world, "old-one");
    const document = draw(["old"], [], ["old-one"]);
    const mapId = await publish(world, document);
    await runNow(world, mapId);
    const week = await ask(mapId, document);
    expect(week.draft.posts).toBe(2);
    expect(week.days).toHaveLength(8);
    const [person] = week.people;
    expect(person).toMatchObject({ name: "old-one", company: true, posts: 2 });
    expect(person!.days.flatMap(([posts], day) => (posts > 0 ? [day] : []))).toEqual([2, 5]);
    expect((await ask(mapId, document, 30)).draft.posts).toBe(3);
  });

  test("counts who is asked apart, and what a cap of the owner's puts off to another day", async () => {
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    world.springs.set("cap", () =>
      list(
        [72, 71, 70].map((hours) =>
          item(`tag:cap:${hours}`, {
            title: `Heure ${hours} du monde`,
            text: `Heure ${hours} du monde`,
            published: ago(hours),
          }),
        ),
      ),
    );
    const id = await addAccount(world, "cap-one", "ask");
    await sql`update account set daily_cap = 2, zone = 'UTC' where id = ${id}`.execute(world.services.db);
    const document = draw(["cap"], [], ["cap-one"]);
    const mapId = await publish(world, { ...document, limits: { ...document.limits, hours: 48 } });
    await runNow(world, mapId);
    const seen = await ask(mapId, { ...document, limits: { ...document.limits, hours: 48 } });
    expect(seen.draft).toMatchObject({ posts: 3, asked: 3 });
    expect(Math.max(...seen.people[0]!.days.map(([posts]) => posts))).toBeLessThanOrEqual(2);
    // Who joined after all of it counts as if they had been there.
    await sql`update account set floor_seq = (select max(seq) from item) where id = ${id}`.execute(world.services.db);
    const joined = await ask(mapId, { ...document, limits: { ...document.limits, hours: 48 } });
    expect(joined.draft).toMatchObject({ posts: 3, asked: 3 });
  });

  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const published = (name: string, hours: number[], more: Partial<Item> = {}) =>
    hours.map((hour) => {
      const title = `Heure ${hour} : ${"abcdefghijklm"[hour % 13]!.repeat(12)}`;
      return item(`tag:${name}:${hour}`, { title, text: title, published: ago(hour), ...more });
    });
  /** A map of one source and these accounts, live and run once. */
  const lived = async (name: string, items: Item[], accounts: string[], more: Partial<MapDocument> = {}) => {
    world.springs.set(name, () => list(items));
    const drawn = draw([name], [], accounts);
    const document = { ...drawn, ...more, limits: { ...drawn.limits, ...more.limits } };
    const mapId = await publish(world, document);
    await runNow(world, mapId);
    return { mapId, document };
  };

  test("lets wait what is over the cap of one run, and no other run's", async () => {
    await addAccount(world, "run-one");
    const more = { limits: { ...draw([], [], []).limits, perRun: 1 } };
    const alone = await lived("runs", published("runs", [72, 60, 48]), ["run-one"], more);
    expect((await ask(alone.mapId, alone.document)).draft).toMatchObject({ posts: 3, held: [] });
    const at = ago(50);
    const items = published("run", [5, 6, 7]).map((one) => ({ ...one, published: at }));
    const together = await lived("run", items, ["run-one"], more);
    expect((await ask(together.mapId, together.document)).draft).toMatchObject({ posts: 1, held: [{ count: 2 }] });
  });

  test("lets wait what a flood brought and what an owner paused, lets go what its source took back, and says so", async () => {
    await addAccount(world, "wait-one");
    const resting = await addAccount(world, "wait-two", "paused");
    const { mapId, document } = await lived("flood", published("flood", [30]), ["wait-one", "wait-two"]);
    world.springs.set("flood", () => list(published("flood", [1, 2, 3, 4, 5, 6, 30])));
    await runNow(world, mapId);
    const limits = { ...document.limits, burst: 3, newShare: 1 };
    const { draft } = await ask(mapId, { ...document, limits });
    // The first came before the flood; each of them also for whoever is on pause.
    expect(draft.posts).toBe(1);
    expect(draft.held.map(({ code, count }) => [code, count]).toSorted()).toEqual([
      ["paused", 1],
      ["review", 6],
      ["review", 6],
    ]);
    const { db } = world.services;
    await sql`update item set gone_at = now() where workspace_id = ${world.workspaceId} and key = 'tag:flood:30'`.execute(
      db,
    );
    const without = (await ask(mapId, document)).draft;
    expect(without.drops.map(({ code, count }) => [code, count])).toEqual([["source_gone", 1]]);
    expect(without.posts).toBe(6);
    await sql`update account set state = 'disconnected' where id = ${resting}`.execute(db);
  });

  test("counts messages on the days of those whose they are, and those that leave after its end apart, wherever they would be shown", async () => {
    const id = await addAccount(world, "zone-one");
    const { db } = world.services;
    await sql`update account set zone = 'Pacific/Kiritimati', daily_cap = 1 where id = ${id}`.execute(db);
    // In the afternoon where days are counted by UTC, and on the next day where this person lives, at whatever hour this is tested.
    const early = 72 + ((new Date().getUTCHours() + 24 - 15) % 24);
    const { mapId, document } = await lived("zone", published("zone", [1, 2, 3, early]), ["zone-one"], {
      limits: { ...draw([], [], []).limits, hours: 200 },
    });
    const seen = await ask(mapId, document);
    expect(seen.draft.posts + seen.draft.later).toBe(4);
    expect(seen.draft.later).toBeGreaterThan(0);
    expect(seen.posts).toHaveLength(seen.draft.posts);
    expect(seen.against).toMatchObject({ changed: 0, fresh: 0, gone: 0, same: seen.draft.posts });
    const local = (hours: number) =>
      new Date(Date.now() - hours * 3_600_000 + 14 * 3_600_000).toISOString().slice(0, 10);
    const day = seen.days.indexOf(local(early));
    expect(seen.people[0]!.days[day]).toEqual([1, 0]);
    // With no time to wait for it, what the cap puts off expires.
    const short = await ask(mapId, { ...document, limits: { ...document.limits, hours: 1 } });
    expect(short.draft.held).toMatchObject([{ code: "expired" }]);
  });

  test("tells who would say nearly the same as a colleague within the company's hours", async () => {
    for (const name of ["same-one", "same-two"]) await addAccount(world, name);
    const text = "Une usine de batteries ouvre ses portes à Lyon la semaine prochaine";
    const items = published("same", [2, 120]).map((one) => ({ ...one, title: text, text }));
    const stories = { by: "off", days: 1 } as const;
    const { mapId, document } = await lived("same", items, ["same-one", "same-two"], { stories });
    const { draft } = await ask(mapId, document);
    expect(draft.posts).toBe(4);
    expect(draft.alike.map(({ accounts, posts }) => [accounts, posts])).toEqual([
      [2, 2],
      [2, 2],
    ]);
  });

  test("reads the newest where there are too many, and nothing that is for one person alone", async () => {
    const { db } = world.services;
    const { workspaceId } = world;
    const stored = JSON.stringify(writeItem(item("tag:many", {})));
    await sql`with s as (insert into source (workspace_id, type, key, config, baseline_at) values (${workspaceId}, 'spring', 'many', '{}', now()) returning id)
      insert into item (workspace_id, source_id, key, data) select ${workspaceId}, id, 'many' || n,
        case when n = 10005 then ${stored}::jsonb || '{"written":{"own":true}}' else ${stored}::jsonb end from s, generate_series(1, 10005) n order by n`.execute(
      db,
    );
    const { seqs, cut } = await seqsSince(db, workspaceId, ["many"], Date.now() - 86_400_000);
    const { rows } = await sql<{
      newest: number;
    }>`select max(seq)::int as newest from item where key like 'many%'`.execute(db);
    expect([seqs.length, cut, seqs.at(-1), seqs[0]]).toEqual([10_000, true, rows[0]!.newest, rows[0]!.newest - 9_999]);
    const read: StoredItem[] = [];
    for await (const some of itemsBy(db, workspaceId, seqs.slice(-3), false)) read.push(...some);
    expect(read.map(({ seq }) => seq)).toEqual(seqs.slice(-3, -1));
    await sql`delete from source where workspace_id = ${workspaceId} and key = 'many'`.execute(db);
  });

  test("names nobody where figures about one person are not told, and tells none of a few", async () => {
    const { db } = world.services;
    await sql`update workspace set person_figures = false where id = ${world.workspaceId}`.execute(db);
    const { id } = await createMember(db, world.workspaceId, { role: "ambassador", name: "Léa Martin" });
    const account = await addAccount(world, "hidden-one");
    await sql`update account set member_id = ${id} where id = ${account}`.execute(db);
    world.springs.set("hidden", () => list([item("tag:hidden:1", { title: "Une nouvelle", text: "Une nouvelle" })]));
    const document = draw(["hidden"], [], ["hidden-one"]);
    const mapId = await publish(world, document);
    await runNow(world, mapId);
    const seen = await ask(mapId, document);
    expect(seen.draft.posts).toBe(1);
    expect(seen.people).toEqual([]);
    expect(seen.apart).toBe(1);
    expect(JSON.stringify(seen)).not.toContain("Léa");
    expect(JSON.stringify(seen)).not.toContain("hidden-one");
  });
});
