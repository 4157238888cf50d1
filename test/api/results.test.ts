import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCode } from "#engine/short-link.ts";
import type { Reply } from "#server/api.ts";
import type { Db, Trx } from "#server/ports.ts";
import { countConversions } from "#server/conversions/count.ts";
import { across, inWorkspace } from "#server/database/scope.ts";
import { createClicks } from "#server/links/clicks.ts";
import { noteOut } from "#server/measures/plan.ts";
import { spokenIn } from "#server/editorial/coverage.ts";
import { finishLeavings, leaveForGood } from "#server/mine/leave.ts";
import { cellsBy, cellsByDay, cellsOfMaps, cellsTogether } from "#server/results/cells.ts";
import { addReadings, oldPosts, oldResults } from "#server/results/count.ts";
import { fewest } from "#server/results/group.ts";
import { audienceOf, personsOf } from "#server/results/persons.ts";
import { giveSides, holdSums, wrongSums } from "#server/results/sides.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { item as toy } from "#test/support/toys.ts";
import { straightActive, straightCells, straightSpoken } from "./straight.ts";
import { createThings, sampleMap } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let mapId: string;
let manager: Session;
let admin: Session;
const people: TestMember[] = [];
beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  admin = await signIn(app, services, await createMember(services.db, workspaceId, { role: "admin" }));
  manager = await signIn(app, services, await createMember(services.db, workspaceId, { role: "manager" }));
  for (let n = 0; n < fewest; n += 1) people.push(await createMember(services.db, workspaceId, { role: "ambassador" }));
  const document = sampleMap();
  mapId = (await manager.call("createMap", { body: { name: "Actus", document } })).body.id;
});
afterAll(() => server.close());

const db = () => server.services.db;
const account = async (member: string | null, network = "mastodon"): Promise<string> =>
  (
    await db()
      .insertInto("account")
      .values({
        workspace_id: workspaceId,
        network,
        remote_id: randomUUID(),
        handle: "h",
        name: "N",
        member_id: member,
      })
      .returning("id")
      .executeTakeFirstOrThrow()
  ).id;
const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

/** A post that went out so many days ago. */
async function out(accountId: string, days = 0, map = mapId): Promise<number> {
  const { id } = await db()
    .insertInto("delivery")
    .values({
      workspace_id: workspaceId,
      account_id: accountId,
      item_key: randomUUID(),
      map_id: map,
      version: 1,
      run_id: randomUUID(),
      node_id: "n",
      network: "mastodon",
      state: "published",
      text: "Bonjour",
      item_title: "Bonjour",
      due_at: ago(days),
      expires_at: ago(-1),
      published_at: ago(days),
      settled_at: new Date().toISOString(),
      remote_id: randomUUID(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
async function count(): Promise<void> {
  await sql`update reading_mark set settled_at = now() - interval '1 minute'`.execute(db());
  await across("measure", () => noteOut(server.services));
}
/** What readings and visits leave behind, by hand: how they come there is another test's. */
async function gain(accountId: string, days: number, more: { likes?: number; clicks?: number }, map = mapId) {
  await sql`insert into result_day (workspace_id, map_id, day, account_id, measured, likes, likes_of, clicks)
    values (${workspaceId}, ${map}, (now() - make_interval(days => ${days}::int))::date, ${accountId},
      ${more.likes === undefined ? 0 : 1}, ${more.likes ?? 0}, ${more.likes === undefined ? 0 : 1}, ${more.clicks ?? 0})
    on conflict (workspace_id, map_id, day, account_id) do update set likes = result_day.likes + excluded.likes,
      likes_of = result_day.likes_of + excluded.likes_of, clicks = result_day.clicks + excluded.clicks`.execute(db());
}
const results = async (by: Session = manager, id = mapId) => (await by.call("mapResults", { params: { id } })).body;
async function newMap(): Promise<string> {
  return (await manager.call("createMap", { body: { name: "Autre", document: sampleMap() } })).body.id;
}

test("a post that went out is counted once, on its day in the workspace's zone, however often it is looked at", async () => {
  const map = await newMap();
  const page = await account(null);
  await out(page, 0, map);
  await out(page, 3, map);
  await out(page, 40, map);
  await Promise.all([count(), count(), count()]);
  await count();
  const { total, week, days } = await results(manager, map);
  expect([total.posts, week.posts]).toEqual([2, 2]);
  expect(days).toHaveLength(28);
  expect(days.filter(({ posts }) => posts > 0)).toHaveLength(2);
  const row = (await manager.call("listMaps", {})).body.rows.find(({ id }) => id === map);
  expect([row?.posts, row?.clicks]).toEqual([{ week: 2, span: 2 }, null]);
});

test("numbers of people's own accounts are told in sums of five people or more, whoever asks; the company's always", async () => {
  const map = await newMap();
  const own = await account(null);
  await out(own, 2, map);
  const [last, ...others] = await Promise.all(people.map(({ id }) => account(id)));
  for (const one of others) await out(one, 2, map);
  await count();
  await gain(own, 2, { likes: 10, clicks: 3 }, map);
  for (const one of others) await gain(one, 2, { likes: 100, clicks: 50 }, map);
  for (const session of [manager, admin]) {
    const few = await results(session, map);
    expect(few.total).toMatchObject({ posts: fewest, apart: fewest - 1, visits: { people: 3 } });
    expect(few.total.figures.likes).toEqual({ sum: 10, of: 1 });
    expect(few.people).toBe(false);
    expect(JSON.stringify(few)).not.toMatch(/(?<!\d)[1-4]00(?!\d)|(?<!\d)(?:50|150|200)(?!\d)/u);
    expect((await session.call("listMaps", {})).body.rows.find(({ id }) => id === map)?.posts.span).toBe(fewest);
  }
  await out(last!, 2, map);
  await count();
  await gain(last!, 2, { likes: 100, clicks: 50 }, map);
  const enough = await results(manager, map);
  expect(enough.total).toMatchObject({ posts: fewest + 1, apart: 0, visits: { people: 3 + 50 * fewest } });
  expect(enough.total.figures.likes).toEqual({ sum: 10 + 100 * fewest, of: fewest + 1 });
  expect([enough.people, enough.groups.map(({ company, people: who }) => [company, who])]).toEqual([
    true,
    [
      [true, 0],
      [false, fewest],
    ],
  ]);
});

test("what went out is told by topic, week and network: of people's own accounts where five of them published, with what leads to own content", async () => {
  await manager.call("changeEditorial", { body: { ownSites: ["example.org"] } });
  const coverage = async () => (await manager.call("editorialCoverage", { query: { weeks: 4 } })).body;
  const map = await newMap();
  const speak = async (accountId: string, topic: string, link: string | null) => {
    const id = await out(accountId, 0, map);
    await db().updateTable("delivery").set({ topic, link }).where("id", "=", id).execute();
  };
  const page = await account(null);
  for (const link of [
    null,
    "https://www.example.org/a?x=1",
    "https://blog.example.org",
    "https://notexample.org/",
    "https://x.test/example.org",
  ])
    await speak(page, "Couverture", link);
  const own = await Promise.all(people.map(({ id }) => account(id)));
  for (const each of own.slice(0, -1)) await speak(each, "Couverture", null);
  await count();
  const before = await coverage();
  const of = (cells: typeof before.cells) => cells.filter(({ topic }) => topic === "Couverture");
  expect(before.weeks).toHaveLength(4);
  expect(of(before.cells)).toEqual([
    { week: before.weeks[3], topic: "Couverture", network: "mastodon", posts: 5, own: 3 },
  ]);
  await speak(own.at(-1)!, "Couverture", null);
  await count();
  const after = await coverage();
  expect(of(after.cells)).toMatchObject([{ posts: 5 + people.length, own: 3 + people.length }]);
  expect(after.apart).toBe(before.apart - (people.length - 1));
});

test("no two sums that are told differ by what fewer than five people did", async () => {
  const map = await newMap();
  const all = await Promise.all(people.map(({ id }) => account(id)));
  for (const one of all) await gain(one, 1, { likes: 1, clicks: 1 }, map);
  // One of them on another day, in another week, and on another network.
  await gain(all[0]!, 20, { likes: 1000, clicks: 1000 }, map);
  await gain(await account(people[0]!.id, "bluesky"), 1, { likes: 5000, clicks: 5000 }, map);
  const told = await results(manager, map);
  expect(told.total.visits.people).toBe(fewest);
  expect(told.total.figures.likes).toEqual({ sum: fewest, of: fewest });
  expect(told.week.visits.people).toBe(fewest);
  expect(told.people).toBe(false);
  expect(told.days.every(({ visits }) => visits.people === 0)).toBe(true);
  // And by day: the fifth person's day is not told by the rest of the whole.
  await gain(all[0]!, 2, { likes: 7, clicks: 7 }, map);
  expect((await results(manager, map)).people).toBe(false);
});

test("how one person's post and account do is told to that person alone; an account of the company to all who see it", async () => {
  const [lea, other] = people as [TestMember, TestMember];
  const hers = await account(lea.id);
  const ours = await account(null);
  const [id, companyId] = [await out(hers), await out(ours)];
  await count();
  for (const [accountId, deliveryId] of [
    [hers, id],
    [ours, companyId],
  ] as const) {
    await sql`insert into reading (workspace_id, account_id, delivery_id, step, counts)
      values (${workspaceId}, ${accountId}, ${deliveryId}, 0, '{"likes": 4711}')`.execute(db());
    await sql`insert into short_link (workspace_id, delivery_id, map_id, code, target, people)
      values (${workspaceId}, ${deliveryId}, ${mapId}, ${`code${deliveryId}`}, 'https://a.example/', 4712)`.execute(
      db(),
    );
    await gain(accountId, 0, { likes: 4711, clicks: 4712 });
  }
  const numbers = /471[12]/u;
  const { app, services } = server;
  const owner = await signIn(app, services, lea);
  const colleague = await signIn(app, services, other);
  const ways = (accountId: string, deliveryId: number) =>
    [
      ["getDelivery", { params: { id: deliveryId } }],
      ["listDeliveries", { query: { account: accountId } }],
      ["getAccount", { params: { id: accountId } }],
      ["accountResults", { params: { id: accountId } }],
      ["accountAudience", { params: { id: accountId } }],
      ["listAccounts", {}],
      ["listMaps", {}],
      ["mapResults", { params: { id: mapId } }],
    ] as const;
  for (const session of [admin, manager, colleague])
    for (const [name, input] of ways(hers, id)) {
      const answer = await session.call(name, input);
      // The company's numbers are in the map's, and only they.
      if (name === "mapResults" || name === "listMaps") expect(answer.text).not.toMatch(/942[24]/u);
      // An id may hold any digits.
      else expect(`${name} ${answer.text.replaceAll(/[\da-f]{8}-[\da-f-]{27}/gu, "")}`).not.toMatch(numbers);
    }
  expect((await manager.call("accountResults", { params: { id: hers } })).status).toBe(403);
  expect((await colleague.call("accountResults", { params: { id: hers } })).status).toBe(404);
  const hidden = (await manager.call("getDelivery", { params: { id } })).body;
  expect([hidden.measured, hidden.short?.visits, hidden.readings]).toEqual([
    { state: "private", next: null },
    null,
    [],
  ]);
  for (const [session, accountId, deliveryId] of [
    [owner, hers, id],
    [manager, ours, companyId],
  ] as const) {
    const seen = (await session.call("getDelivery", { params: { id: deliveryId } })).body;
    expect([seen.readings[0]?.counts, seen.short?.visits?.people]).toEqual([{ likes: 4711 }, 4712]);
    const all = (await session.call("accountResults", { params: { id: accountId } })).body;
    expect(all.total).toMatchObject({ posts: 1, visits: { people: 4712 }, figures: { likes: { sum: 4711, of: 1 } } });
    expect(all.posts).toMatchObject([{ id: deliveryId, counts: { likes: 4711 }, visits: { people: 4712 } }]);
  }
});

test("among many posts every page of results is found by its index, and what is old goes", async () => {
  const map = await newMap();
  const page = await account(null);
  const { db: all } = server.services;
  await sql`insert into result_day (workspace_id, map_id, day, account_id, posts)
    select ${workspaceId}, gen_random_uuid(), current_date - (n % 900), ${page}, 1 from generate_series(1, 20000) n`.execute(
    all,
  );
  await sql`insert into post_out (workspace_id, delivery_id, account_id, map_id, day, published_at)
    select ${workspaceId}, 1e9::bigint + n, ${await account(null)}, ${map}, current_date, now() - make_interval(mins => n * 10)
    from generate_series(1, 20000) n`.execute(all);
  await sql`analyze result_day, post_out`.execute(all);
  const plan = async (query: ReturnType<typeof sql>): Promise<string> =>
    JSON.stringify((await sql`explain (format json) ${query}`.execute(all)).rows);
  const ofMap = sql`select sum(posts) from result_day where workspace_id = ${workspaceId} and map_id = any(${[map, mapId]}::uuid[]) and day > current_date - 28`;
  const ofAccount = sql`select sum(posts) from result_day where workspace_id = ${workspaceId} and account_id = ${await account(null)} and day = current_date - 3`;
  const newest = sql`select delivery_id from post_out where workspace_id = ${workspaceId} and account_id = ${page} order by published_at desc, delivery_id desc limit 20`;
  for (const [query, index] of [
    [ofMap, "result_day_pkey"],
    [ofAccount, "result_day_account"],
    [newest, "post_out_account"],
    // PostgreSQL 18 may find them by another index, skipping through its head.
    [sql`select ctid from result_day where day < (now() - interval '800 days')::date limit 1000`, "result_day_"],
    [sql`select ctid from post_out where published_at < now() - interval '139 days' limit 1000`, "post_out_"],
  ] as const) {
    const found = await plan(query);
    expect(found).toContain(index);
    expect(found).not.toContain("Seq Scan");
  }
  expect(Number((await oldResults(100_000).execute(all)).numAffectedRows)).toBeGreaterThan(1000);
  expect(Number((await oldPosts(100_000).execute(all)).numAffectedRows)).toBeGreaterThan(5000);
  const { rows } = await sql<{ n: number }>`select (select count(*) from result_day where day < current_date - 801)
    + (select count(*) from post_out where published_at < now() - interval '101 days') as n`.execute(all);
  expect(rows).toEqual([{ n: 0 }]);
});

const ofAll = async (by: "map" | "network" | "topic" = "network", query: Record<string, string> = {}) => {
  const answer = await manager.call("results", { query: { by, ...query } });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};

test("results of all posts are what an independent count of them says, by network, map and topic and in both bases, however late, shrunk or partly told readings are", async () => {
  const { services, app } = server;
  const { id } = await createWorkspace(services.db);
  const boss = await signIn(app, services, await createMember(services.db, id, { role: "manager" }));
  // A fixed seed: whatever goes wrong goes wrong again.
  let seed = 20261127;
  const dice = (sides: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % sides;
  };
  const members = [];
  for (let n = 0; n < 12; n += 1) members.push(await createMember(services.db, id, { role: "ambassador" }));
  const campaigns = [randomUUID(), randomUUID()];
  const maps = [];
  for (let n = 0; n < 2; n += 1)
    maps.push((await boss.call("createMap", { body: { name: `Carte ${n}`, document: sampleMap() } })).body.id);
  /** Followers that were read so many days ago, the oldest first; some leave again. */
  type Followed = { days: number; followers: number }[];
  const accounts: { id: string; network: string; company: boolean; followed: Followed }[] = [];
  for (const [n, member] of [null, null, ...members].entries()) {
    const network = ["x", "mastodon"][n % 2]!;
    const row = {
      workspace_id: id,
      network,
      remote_id: randomUUID(),
      handle: "h",
      name: "N",
      member_id: member?.id ?? null,
    };
    const made = await services.db.insertInto("account").values(row).returning("id").executeTakeFirstOrThrow();
    const followed = [15.5, 9.5, 1.5].map((days) => ({ days, followers: 100 + dice(900) }));
    await services.db
      .insertInto("reading")
      .values(
        followed.map(({ days, followers }) => ({
          ...{ workspace_id: id, account_id: made.id, at: ago(days), counts: JSON.stringify({ followers }) },
        })),
      )
      .execute();
    accounts.push({ id: made.id, network, company: member === null, followed });
  }
  type Said = {
    network: string;
    map: string;
    campaign: string;
    topic: string;
    company: boolean;
    /** Days ago: when it went out, and when somebody came by it. */
    days: number;
    seen: number;
    followers: number;
    /** As told last, name by name. */
    counts: Record<string, number>;
    clicks: number;
    entries: number;
  };
  const said: Said[] = [];
  const readers: (() => Promise<unknown>)[] = [];
  for (let n = 0; n < 90; n += 1) {
    const who = accounts[n % accounts.length]!;
    const campaign = campaigns[dice(2)]!;
    const [map, topic] = [maps[dice(2)]!, ["Emploi", "Design", ""][dice(3)]!];
    const days = dice(20);
    const seen = dice(days + 1);
    const at = ago(days);
    const row = {
      ...{
        workspace_id: id,
        account_id: who.id,
        item_key: randomUUID(),
        map_id: map,
        campaign_id: campaign,
        version: 1,
        run_id: randomUUID(),
        node_id: "n",
        topic,
      },
      ...{
        network: who.network,
        state: "published",
        text: "t",
        item_title: "t",
        due_at: at,
        expires_at: ago(-1),
        published_at: at,
      },
      ...{ settled_at: new Date().toISOString(), remote_id: randomUUID(), confirmed: true },
    };
    const { id: delivery } = await services.db
      .insertInto("delivery")
      .values(row)
      .returning("id")
      .executeTakeFirstOrThrow();
    const short = {
      workspace_id: id,
      delivery_id: delivery,
      map_id: map,
      code: makeCode(randomBytes),
      target: "https://a.example/",
    };
    await services.db.insertInto("short_link").values(short).execute();
    said.push({
      network: who.network,
      map,
      campaign,
      topic,
      company: who.company,
      ...{ days, seen, counts: {} },
      followers: (who.followed.findLast((read) => read.days > days) ?? who.followed[0]!).followers,
      clicks: dice(9),
      entries: dice(2),
    });
    await count();
    const place = { workspaceId: id, deliveryId: delivery, hand: null };
    const clicks = createClicks(services, () => Date.parse(ago(seen)));
    for (let m = 0; m < said[n]!.clicks; m += 1) clicks.count(place, "people");
    await clicks.flush();
    if (said[n]!.entries > 0)
      await inWorkspace(id, () =>
        countConversions(services, { workspaceId: id, keyId: null }, [
          { told: `t${n}`, kind: "entry", code: short.code, at: Date.parse(ago(seen)) },
        ]),
      );
    // From here on the coarser sums have them; what comes later is added to these.
    if (n === 30) await across("measure", () => giveSides(services));
    if (dice(3) === 0) continue;
    // Some readings, of which each tells some names only, and the network takes something back between them.
    const { counts } = said[n]!;
    for (let step = 0; step < 4; step += 1) {
      const told = Object.fromEntries(
        ["likes", "views", "reposts", "quotes"].filter(() => dice(4) > 0).map((name) => [name, dice(50)]),
      );
      readers.push(async () => {
        await sql`with noted as (insert into reading (workspace_id, account_id, delivery_id, step, counts)
          values (${id}, ${who.id}, ${delivery}, ${step}, ${JSON.stringify(told)}) returning delivery_id as d, counts),
          ${addReadings(sql`noted`, id)} select 1`.execute(services.db);
        Object.assign(counts, told);
      });
    }
  }
  // All of them come late: after the days of which they tell.
  for (const read of readers) await read();
  type Some = Pick<Reply<"results">["total"], "posts" | "visits" | "potential" | "figures" | "conversions">;
  /** Of posts of some days what is said of them, and of all what came in these days. */
  const sums = (some: readonly Said[], within: (days: number) => boolean = () => true) => {
    const posts = some.filter(({ days }) => within(days));
    const came = some.filter(({ seen }) => within(seen));
    const add = (names: readonly string[]) => {
      const told = posts.filter(({ counts }) => names.some((name) => name in counts));
      return [
        told.reduce((sum, { counts }) => sum + names.reduce((all, name) => all + (counts[name] ?? 0), 0), 0),
        told.length,
      ];
    };
    return {
      posts: posts.length,
      potential: posts.reduce((sum, { followers }) => sum + followers, 0),
      figures: [add(["likes"]), add(["views"]), add(["reposts", "quotes"])],
      visits: came.reduce((sum, { clicks }) => sum + clicks, 0),
      entries: came.reduce((sum, { entries }) => sum + entries, 0),
    };
  };
  const told = ({ posts, visits, potential, figures, conversions }: Some) => ({
    ...{ posts, visits: visits.people, potential: potential.sum, entries: conversions.entry },
    figures: [figures.likes, figures.views, figures.reposts].map((one) => [one?.sum ?? 0, one?.of ?? 0]),
  });
  for (const by of ["network", "map", "topic", "campaign"] as const) {
    const { body } = await boss.call("results", { query: { by } });
    expect(told(body.total), by).toEqual(sums(said));
    expect(told(body.company)).toEqual(sums(said.filter(({ company }) => company)));
    expect(told(body.people)).toEqual(sums(said.filter(({ company }) => !company)));
    for (const { key, company, people } of body.groups) {
      const of = said.filter((each) => each[by] === key);
      expect(told(company), `${by} ${key}`).toEqual(sums(of.filter((each) => each.company)));
      expect(told(people), `${by} ${key}`).toEqual(sums(of.filter((each) => !each.company)));
    }
    expect(body.groups).toHaveLength(2);
    expect(body.persons).toMatchObject({ active: 12 });
    expect(body.days.reduce((sum, { posts }) => sum + posts, 0)).toBe(90);
  }
  // A part of the days: what went out in it, and what came in it by posts of any day. Everybody lets themselves be seen, that all can be compared.
  await services.db.updateTable("workspace").set({ person_figures: true }).where("id", "=", id).execute();
  await services.db.updateTable("member").set({ figures_shown: true }).where("workspace_id", "=", id).execute();
  const today = Date.parse((await boss.call("results", {})).body.until);
  const day = (days: number): string => new Date(today - days * 86_400_000).toISOString().slice(0, 10);
  for (const by of ["network", "topic"] as const) {
    // Before and after they are on the side of those who let themselves be seen.
    if (by === "topic") await across("measure", () => giveSides(services));
    const { body } = await boss.call("results", { query: { by, since: day(12), until: day(5) } });
    const within = (days: number): boolean => days >= 5 && days <= 12;
    expect(told(body.total)).toEqual(sums(said, within));
    for (const { key, company, people } of body.groups) {
      const of = said.filter((each) => each[by] === key);
      expect(told(company), `${by} ${key}`).toEqual(
        sums(
          of.filter((each) => each.company),
          within,
        ),
      );
      expect(told(people), `${by} ${key}`).toEqual(
        sums(
          of.filter((each) => !each.company),
          within,
        ),
      );
    }
    expect(body.before).toMatchObject({
      posts: said.filter(({ days }) => days >= 13).length,
      visits: said.reduce((sum, { seen, clicks }) => sum + (seen >= 13 ? clicks : 0), 0),
    });
  }
  const csv = await boss.call("resultsFile", { query: { by: "map" } });
  expect(csv.text).toContain('"Carte 0"');
});

test("a group of fewer than five people is told with others, unless they let themselves be seen; under the council's setting not even then", async () => {
  const { services, app } = server;
  const { id } = await createWorkspace(services.db);
  await services.db.updateTable("workspace").set({ person_figures: true }).where("id", "=", id).execute();
  const boss = await signIn(app, services, await createMember(services.db, id, { role: "manager" }));
  const members = [];
  for (let n = 0; n < 8; n += 1) members.push(await createMember(services.db, id, { role: "ambassador" }));
  // Six people on one network, two on another; each has a number that no other sum is.
  for (const [n, member] of members.entries()) {
    const network = n < 6 ? "mastodon" : "x";
    const row = { workspace_id: id, network, remote_id: randomUUID(), handle: "h", name: "N", member_id: member.id };
    const made = await services.db.insertInto("account").values(row).returning("id").executeTakeFirstOrThrow();
    await sql`insert into result_day (workspace_id, map_id, day, account_id, posts, clicks, entries)
      values (${id}, ${randomUUID()}, current_date - 2, ${made.id}, 1, ${10 ** n}, 1)`.execute(services.db);
  }
  const read = async () => (await boss.call("results", {})).body;
  const sides = (body: Reply<"results">) => body.groups.map(({ key, people }) => [key, people.visits.people]);
  // The two are told with the six, for otherwise they would be what is missing from the whole.
  expect(sides(await read())).toEqual([[null, 11_111_111]]);
  expect((await read()).total.visits.people).toBe(11_111_111);
  for (const member of members.slice(6))
    await (await signIn(app, services, member)).call("showMyFigures", { body: { shown: true } });
  expect(sides(await read())).toEqual([
    ["x", 11_000_000],
    ["mastodon", 111_111],
  ]);
  await services.db.updateTable("workspace").set({ person_figures: false }).where("id", "=", id).execute();
  expect(sides(await read())).toEqual([[null, 11_111_111]]);
  // Fewer than five in all: nothing but that there were posts.
  await sql`delete from result_day where workspace_id = ${id} and clicks < 100000`.execute(services.db);
  const { total, groups, persons } = await read();
  expect([total.posts, total.apart, total.visits.people, total.conversions.entry, persons.active]).toEqual([
    3,
    3,
    0,
    0,
    null,
  ]);
  expect(JSON.stringify(groups)).not.toMatch(/1000000|100000/u);
});

test("what came of it is told to everybody with one press, and can be taken back", async () => {
  const { body } = await manager.call("tellOutcome", {
    body: { since: "2026-01-01", until: "2026-01-28", words: "Merci à tous." },
  });
  const reader = await signIn(server.app, server.services, people[0]!);
  expect((await reader.call("lastOutcome", {})).body.outcome).toMatchObject({
    words: "Merci à tous.",
    facts: { posts: expect.any(Number) },
  });
  await manager.call("takeBackOutcome", { params: { id: body.id } });
  expect((await reader.call("lastOutcome", {})).body.outcome).toBeNull();
  expect((await manager.call("results", { query: { since: "2026-01-01", until: "2027-01-01" } })).status).toBe(422);
  expect((await ofAll("topic", { since: "2026-01-01", until: "2026-01-28" })).groups).toEqual([]);
});

test("a Monday has the news that nobody speaks of, what rested and what did not, and who said yes to a topic: their room only where one person may be told of", async () => {
  const { services, app } = server;
  const { db: base } = services;
  const { id } = await createWorkspace(base);
  const boss = await signIn(app, services, await createMember(base, id, { role: "manager" }));
  const member = await createMember(base, id, { role: "ambassador" });
  const things = await createThings(services, id, member.id);
  const { id: source } = await base
    .insertInto("source")
    .values({ workspace_id: id, type: "rss", key: "rss news", config: "{}" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const arrive = (key: string, published: string | null) =>
    base
      .insertInto("item")
      .values({
        workspace_id: id,
        source_id: source,
        key,
        data: JSON.stringify({ ...toy(key, { link: `https://a.example/${key}` }), published }),
      })
      .execute();
  await arrive("fresh", ago(1));
  await arrive("old", ago(90));
  await arrive("taken", ago(1));
  const delivery = {
    workspace_id: id,
    account_id: things.account,
    map_id: things.map,
    version: 1,
    run_id: randomUUID(),
    node_id: "n",
  };
  await base
    .insertInto("delivery")
    .values({
      ...delivery,
      item_key: "taken",
      network: "x",
      state: "held",
      text: "t",
      item_title: "t",
      due_at: ago(0),
      expires_at: ago(-1),
    })
    .execute();
  // What the company's page posted: what stands out from what is usual there has rested, or not yet.
  const page = await base
    .insertInto("account")
    .values({ workspace_id: id, network: "mastodon", remote_id: "page", handle: "page", name: "Page" })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const [key, days, visits] of [
    ["rested", 61, 40],
    ["recent", 59, 99],
    ["usual 1", 80, 9],
    ["usual 2", 81, 10],
    ["usual 3", 82, 11],
    ["usual 4", 83, 9],
  ] as const) {
    const { id: post } = await base
      .insertInto("delivery")
      .values({
        ...delivery,
        account_id: page.id,
        item_key: key,
        network: "mastodon",
        state: "published",
        text: key,
        item_title: key,
        due_at: ago(days),
        expires_at: ago(days - 1),
        published_at: ago(days),
        settled_at: ago(days),
        remote_id: key,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await sql`insert into post_out (workspace_id, delivery_id, account_id, map_id, day, published_at)
      values (${id}, ${post}, ${page.id}, ${things.map}, current_date - ${days}::int, now() - make_interval(days => ${days}))`.execute(
      base,
    );
    await sql`insert into short_link (workspace_id, delivery_id, map_id, code, target, people)
      values (${id}, ${post}, ${things.map}, ${`life${days}`}, 'https://a.example/', ${visits})`.execute(base);
  }
  await boss.call("setSpeaker", { body: { topic: things.topic, member: member.id, speaks: true } });
  const read = async () => (await boss.call("monday", { query: { week: "next" } })).body;
  expect((await read()).people).toEqual([]);
  await (
    await signIn(app, services, member)
  ).call("answerSpeaking", { params: { id: things.topic }, body: { agrees: true } });
  await base.updateTable("account").set({ weekly_cap: 2, days_off: 96 }).where("id", "=", things.account).execute();
  await base.updateTable("workspace").set({ person_figures: true }).where("id", "=", id).execute();
  const week = await read();
  expect(week.news.map(({ key }) => key)).toEqual(["fresh"]);
  expect(week.second.map(({ key, restsUntil, visits, usual }) => [key, restsUntil === null, visits, usual])).toEqual([
    ["rested", true, 40, 10.5],
    ["recent", false, 99, 10.5],
  ]);
  expect(new Date(`${week.first}T12:00:00Z`).getUTCDay()).toBe(1);
  expect(week.people).toMatchObject([{ name: member.name, room: { accounts: 1, left: 2, free: 5 } }]);
  await base.updateTable("workspace").set({ person_figures: false }).where("id", "=", id).execute();
  expect((await read()).people).toMatchObject([{ room: null }]);
});

test("the coarser sums that pages read are what the rows of every day and account say, whatever happened to posts, readings, people and their accounts in which order", async () => {
  const { services } = server;
  const { id } = await createWorkspace(services.db);
  let seed = 1611;
  const dice = (sides: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % sides;
  };
  const boss = await createMember(services.db, id, { role: "admin" });
  const members: string[] = [];
  for (let n = 0; n < 7; n += 1) members.push((await createMember(services.db, id, { role: "ambassador" })).id);
  const [maps, campaigns] = [
    [randomUUID(), randomUUID()],
    [randomUUID(), randomUUID()],
  ];
  const accounts: string[] = [];
  const connect = async (member: string | null, network: string): Promise<void> => {
    const row = { workspace_id: id, network, remote_id: randomUUID(), handle: "h", name: "N", member_id: member };
    accounts.push((await db().insertInto("account").values(row).returning("id").executeTakeFirstOrThrow()).id);
  };
  await connect(null, "x");
  for (const member of members) await connect(member, ["x", "mastodon"][dice(2)]!);
  const posts: { id: number; account: string; step: number; code: string }[] = [];
  const sides = () => across("measure", () => giveSides(services));
  const publish = async (): Promise<void> => {
    const account = accounts[dice(accounts.length)]!;
    const at = ago(dice(120));
    const row = {
      ...{
        workspace_id: id,
        account_id: account,
        item_key: randomUUID(),
        map_id: maps[dice(2)]!,
        version: 1,
        run_id: randomUUID(),
      },
      ...{
        node_id: "n",
        network: "x",
        topic: ["Emploi", "A:b", ""][dice(3)]!,
        campaign_id: [null, ...campaigns][dice(3)]!,
        state: "published",
      },
      ...{
        text: "t",
        item_title: "t",
        due_at: at,
        expires_at: ago(-1),
        published_at: at,
        settled_at: new Date().toISOString(),
      },
      ...{ remote_id: randomUUID(), confirmed: dice(2) === 0 },
    };
    const made = await db().insertInto("delivery").values(row).returning("id").executeTakeFirstOrThrow();
    const code = makeCode(randomBytes);
    const short = { workspace_id: id, delivery_id: made.id, map_id: row.map_id, code, target: "https://a.example/" };
    await db().insertInto("short_link").values(short).execute();
    posts.push({ id: made.id, account, step: 0, code });
  };
  const read = async (post = posts[dice(posts.length)], on: Db | Trx = services.db): Promise<void> => {
    if (post === undefined) return;
    const told = Object.fromEntries(
      ["likes", "views", "reach", "quotes"].filter(() => dice(3) > 0).map((name) => [name, dice(50)]),
    );
    await sql`with noted as (insert into reading (workspace_id, account_id, delivery_id, step, counts)
      values (${id}, ${post.account}, ${post.id}, ${post.step}, ${JSON.stringify(told)}) returning delivery_id as d, counts),
      ${addReadings(sql`noted`, id)} select 1`.execute(on);
    post.step += 1;
  };
  const come = async (): Promise<void> => {
    const clicks = createClicks(services, () => Date.parse(ago(dice(100))));
    for (let n = 0; n < 3 && posts.length > 0; n += 1)
      clicks.count(
        { workspaceId: id, deliveryId: posts[dice(posts.length)]!.id, hand: null },
        (["people", "robots", "own"] as const)[dice(3)]!,
      );
    await clicks.flush();
    const { code } = posts[dice(posts.length)] ?? { code: null };
    await inWorkspace(id, () =>
      countConversions(services, { workspaceId: id, keyId: null }, [
        { told: randomUUID(), kind: (["hire", "visit"] as const)[dice(2)]!, code, at: Date.parse(ago(dice(30))) },
      ]),
    );
  };
  const deeds: [weight: number, deed: () => Promise<unknown>][] = [
    [14, publish],
    [4, count],
    [14, () => read()],
    [8, come],
    [
      3,
      () =>
        sql`update member set figures_shown = not figures_shown where workspace_id = ${id} and id = ${members[dice(members.length)] ?? null}`.execute(
          db(),
        ),
    ],
    // An account goes to somebody else, or to the company.
    [
      2,
      () =>
        sql`update account set member_id = ${[null, ...members][dice(members.length + 1)]!} where workspace_id = ${id} and not former and id = ${accounts[dice(accounts.length)]!}`.execute(
          db(),
        ),
    ],
    [1, () => connect(members[dice(members.length)] ?? null, "mastodon")],
    [5, sides],
    [1, () => Promise.all([sides(), count(), read(), come()])],
  ];
  const bag = deeds.flatMap(([weight, deed]) => Array.from({ length: weight }, () => deed));
  const day = (days: number): string => ago(days).slice(0, 10);
  let told = 0;
  const hold = async (): Promise<void> => {
    const [since, until] = [day(20 + dice(150)), day(dice(20) - 1)];
    for (const tells of [true, false]) {
      const days = { workspaceId: id, since, until, tells };
      const asked = { workspaceId: id, period: { since, until }, tells };
      const sorted = (rows: readonly object[]): string[] =>
        rows
          .map((row) =>
            JSON.stringify(
              Object.entries(row)
                .filter(([name]) => name !== "readAt")
                .toSorted(([a], [b]) => (a < b ? -1 : 1)),
            ),
          )
          .toSorted();
      for (const by of ["network", "map", "topic", "campaign"] as const) {
        const straight = await straightCells(db(), days, by);
        told += straight.length;
        expect(sorted(await cellsBy(db(), asked, by)), by).toEqual(sorted(straight));
        expect(
          sorted(
            await cellsTogether(
              db(),
              asked,
              by,
              straight.map(({ key }) => key),
            ),
          ),
        ).toEqual(sorted(await straightCells(db(), days, by, sql`''`)));
      }
      const perNetwork = await straightCells(db(), days, "map", sql`r.map_id || ':' || a.network`);
      const ofMaps = await cellsOfMaps(db(), asked, maps);
      expect(sorted(ofMaps.map(({ map, network, ...cell }) => ({ ...cell, key: `${map}:${network}` })))).toEqual(
        sorted(perNetwork),
      );
      const ofOne = await straightCells(
        ...([db(), days, "map", sql`to_char(r.day, 'YYYY-MM-DD')`, sql`r.map_id = ${maps[0]!}`] as const),
      );
      expect(sorted(await cellsByDay(db(), asked, maps[0]))).toEqual(
        sorted(ofOne.map(({ key, ...row }) => ({ ...row, day: key }))),
      );
      expect(sorted(await cellsByDay(db(), asked))).toEqual(
        sorted(
          (await straightCells(db(), days, "network", sql`to_char(r.day, 'YYYY-MM-DD')`)).map(({ key, ...row }) => ({
            ...row,
            day: key,
          })),
        ),
      );
      const active = await straightActive(db(), days);
      await sql`insert into people_day (workspace_id, day, invited, connected) select ${id}, d::date, 1, 1 from generate_series(${since}::date, ${until}::date, interval '1 day') d on conflict do nothing`.execute(
        db(),
      );
      const persons = await personsOf(db(), asked);
      const few = (n: number): number | null => (n > 0 && n < fewest ? null : n);
      expect(persons.active).toEqual(few(active.at(-1)!.active));
      expect(persons.days.map((each) => each.active)).toEqual(
        persons.days.map((each) => few(active.find((one) => one.day === each.day)?.active ?? 0)),
      );
      const { rows: publishers } = await sql<{ n: number }>`select count(distinct account_id)::int as n from result_day
        where workspace_id = ${id} and posts > 0 and day between ${since}::date and ${until}::date`.execute(db());
      expect((await audienceOf(db(), asked)).accounts).toBe(publishers[0]!.n);
    }
    const monday = "2026-01-05";
    const days = { workspaceId: id, since: monday, until: day(-7), tells: false };
    const spoken = await spokenIn(db(), { workspaceId: id, period: days, tells: false });
    expect(sorted2(spoken)).toEqual(sorted2(await straightSpoken(db(), days)));
    for (let back = -1; back < 130; back += 13)
      expect(await across("measure", () => wrongSums(db(), back + dice(13)))).toEqual([]);
  };
  const sorted2 = (rows: readonly object[]): string[] =>
    rows.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted();
  for (let n = 0; n < 160; n += 1) {
    await bag[dice(bag.length)]!();
    if (n % 20 === 19) await hold();
    // Halfway somebody leaves: their account stays, of nobody.
    if (n === 90) {
      await inWorkspace(id, () =>
        leaveForGood(services, { workspaceId: id, memberId: members[0]! }, { by: members[0]!, heir: boss.id }),
      );
      await across("grants", () => finishLeavings(services));
      members.shift();
    }
  }
  await count();
  await sides();
  await hold();
  expect(told).toBeGreaterThan(100);
  // Nothing is told by the finer rows any more: they could go, and pages would say the same.
  const { rows: left } = await sql<{
    n: number;
  }>`select count(*)::int as n from sum_side where workspace_id = ${id} and side is null`.execute(db());
  expect(left).toEqual([{ n: 0 }]);
  // An account goes over to the other side while a reading of it is not committed: its numbers wait for that.
  const late = posts.find((post) => post.step > 0)!;
  await sql`update account set member_id = case when member_id is null then ${members[0]!}::uuid end where id = ${late.account}`.execute(
    db(),
  );
  let moving: Promise<number> = Promise.resolve(0);
  await db()
    .transaction()
    .execute(async (trx) => {
      await read(late, trx);
      moving = sides();
      await Promise.race([moving, new Promise((resolve) => setTimeout(resolve, 400))]);
    });
  await moving;
  await hold();
  await sides();
  await hold();
  // A hand in the database: it is noticed, said, and made good.
  for (const more of [1, -1]) {
    await sql`update sum_day set posts = posts + ${more}::int where workspace_id = ${id} and kind = 'map' and day = (
      select max(day) from sum_day where workspace_id = ${id} and kind = 'map')`.execute(db());
    const found: string[] = [];
    for (let hour = 0; hour < 100; hour += 1) found.push(...(await across("measure", () => holdSums(services, hour))));
    expect(found).toEqual([id]);
    await hold();
    await sides();
  }
  await hold();
});
