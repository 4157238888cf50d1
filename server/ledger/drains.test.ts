import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Drained, Lane } from "#engine/lane.ts";
import { makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { openBell, ring } from "../database/bell.ts";
import { startDrains } from "./drains.ts";
import { dueNow, isCrowded, lanesBell, takeDueLanes, wakeLane } from "./lanes.ts";

let database: TestDatabase;
let world: World;
beforeAll(async () => void (database = await testDatabase({ max: 12 })));
beforeEach(async () => {
  await sql`delete from workspace`.execute(database.db);
  await sql`delete from worker`.execute(database.db);
});
afterAll(() => database.drop());

const until = (claim: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(claim, { timeout: 15_000, interval: 10 });
const hour = 3_600_000;
const idle: Drained = { why: "idle", until: null, calls: 0 };

/** A workspace with so many lanes, all of which want to be drained in an hour. */
async function lanes(count: number): Promise<Lane[]> {
  world = await makeWorld(
    database.db,
    Array.from({ length: count }, () => "x"),
  );
  await scheduleSome(database.db, world, 1);
  await sql`update lane set next_at = now() + interval '1 hour'`.execute(database.db);
  return world.accounts.map(({ id }) => ({ workspaceId: world.workspaceId, accountId: id }));
}

type Work = Partial<Parameters<typeof startDrains>[0]> & { lease?: number };
let workers = 0;

/** A process that drains: `drained` are the accounts whose drains began, in order. */
function worker(work: Work = {}) {
  const drained: string[] = [];
  const { db } = database;
  const { drain = () => Promise.resolve(idle), lease = hour } = work;
  const id = `worker ${(workers += 1)}`;
  const { stop } = startDrains({
    take: (limit, drains) => takeDueLanes(db, { taker: { id, drains }, limit, lease }),
    crowded: (except) => isCrowded(db, { except, since: 0 }),
    wake: (lane, at) => wakeLane(db, lane, at),
    failed: () => undefined,
    hear: () => () => undefined,
    now: () => performance.now(),
    ...work,
    drain: (lane, over) => {
      drained.push(lane.accountId);
      return drain(lane, over);
    },
  });
  return { drained, stop };
}

/** Rings are heard, and nothing else makes it look for an hour. */
async function hearing() {
  const bell = openBell({ url: database.direct, db: database.db, log: pino({ level: "silent" }) });
  await new Promise<void>((resolve) => bell.hear(lanesBell, () => resolve()));
  return { bell, work: { hear: (heard: () => void) => bell.hear(lanesBell, heard), pause: hour } };
}

const seen = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from worker`.execute(database.db)).rows[0]!.n;
const drainUntil = async (_: Lane, over: () => boolean): Promise<Drained> => {
  while (!over()) await sleep(5);
  return { why: "time", until: null, calls: 1 };
};
const me = { id: "me", drains: [] };
const wakeUp = (lane: Lane) =>
  database.db.transaction().execute((trx) => dueNow(trx, lane.workspaceId, lane.accountId));

test("a lane that is woken is drained as soon as the transaction commits", async () => {
  const [lane] = await lanes(1);
  const { bell, work } = await hearing();
  const { drained, stop } = worker(work);
  await sleep(50);
  await wakeUp(lane!);
  await until(() => expect(drained).toEqual([lane!.accountId]));
  await stop();
  await bell.close();
});

test("a lane whose waker died before anybody was told is found all the same", async () => {
  const [lane] = await lanes(1);
  const { drained, stop } = worker({ pause: 20 });
  await sleep(50);
  // What a commit leaves of which no ring was heard: the time alone.
  await sql`update lane set next_at = now()`.execute(database.db);
  await until(() => expect(drained).toEqual([lane!.accountId]));
  await stop();
});

test("a lane that is woken while its connection to the bell is lost is found when that is made anew", async () => {
  const [lane] = await lanes(1);
  const { bell, work } = await hearing();
  const { drained, stop } = worker(work);
  await sleep(50);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'relaymap bell' and datname = current_database()`.execute(
    database.db,
  );
  await wakeUp(lane!);
  await until(() => expect(drained).toEqual([lane!.accountId]));
  await stop();
  await bell.close();
});

test("a lane that is woken after its last round and before its drain has ended is drained again", async () => {
  const [lane] = await lanes(1);
  const { bell, work } = await hearing();
  const held = Promise.withResolvers<void>();
  const { drained, stop } = worker({ ...work, drain: () => held.promise.then(() => idle) });
  await sleep(50);
  await wakeUp(lane!);
  await until(() => expect(drained).toHaveLength(1));
  await wakeUp(lane!);
  await sleep(100);
  expect(drained).toHaveLength(1);
  held.resolve();
  await until(() => expect(drained).toHaveLength(2));
  await stop();
  await bell.close();
});

test("a lane that is due in a moment is drained then, and not before, though nobody rings", async () => {
  const [lane] = await lanes(1);
  await sql`update lane set next_at = now() + interval '700 milliseconds'`.execute(database.db);
  const { rows } = await sql<{ at: string }>`select next_at as at from lane`.execute(database.db);
  let began = Infinity;
  // It looks by itself long after that only.
  const { drained, stop } = worker({
    pause: hour,
    drain: async () => {
      began = Date.now();
      return idle;
    },
  });
  await until(() => expect(drained).toEqual([lane!.accountId]));
  expect(began).toBeGreaterThanOrEqual(Date.parse(rows[0]!.at));
  await stop();
});

test("two workers share the lanes, none of which is drained twice at a time, though one of them looks first", async () => {
  const all = await lanes(40);
  const end = Promise.withResolvers<void>();
  const drain = () => end.promise.then(() => idle);
  const { bell, work } = await hearing();
  const both = [worker({ ...work, drain }), worker({ ...work, drain, hear: () => () => undefined, pause: 100 })];
  await until(async () => expect(await seen()).toBe(2));
  await sql`update lane set next_at = now()`.execute(database.db);
  await ring(database.db, lanesBell);
  await until(() => expect(both.flatMap(({ drained }) => drained)).toHaveLength(40));
  expect(new Set(both.flatMap(({ drained }) => drained)).size).toBe(all.length);
  for (const { drained } of both) expect(drained.length).toBeGreaterThanOrEqual(12);
  end.resolve();
  for (const { stop } of both) await stop();
  await bell.close();
});

test("whoever comes later is given lanes until both have as many, and whoever is gone counts no more", async () => {
  await lanes(8);
  await sql`update lane set next_at = now()`.execute(database.db);
  let now = 0;
  const clock = { pause: 20, now: () => now };
  const work = { ...clock, drain: drainUntil };
  const first = worker(work);
  await until(() => expect(first.drained).toHaveLength(8));
  const second = worker(work);
  await until(async () => expect(await seen()).toBe(2));
  expect(second.drained).toHaveLength(0);
  now = 5_000;
  await until(() => expect(second.drained).toHaveLength(4));
  await sleep(100);
  expect([first.drained.length, second.drained.length]).toEqual([8, 4]);
  await sql`update worker set seen_at = now() - interval '1 minute', lanes = 100`.execute(database.db);
  expect(await takeDueLanes(database.db, { taker: me, limit: 1, lease: hour })).toMatchObject({ surplus: 0 });
  await first.stop();
  await second.stop();
});

test("a lane that was on its way to another while the ledger counted is not given twice", async () => {
  let now = 0;
  const [counted, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const all = Array.from({ length: 8 }, (_, n) => ({ workspaceId: "w", accountId: `${n}` }));
  let looks = 0;
  let given = 0;
  const { stop } = worker({
    pause: 10,
    now: () => now,
    wake: async () => undefined,
    take: async () => {
      looks += 1;
      if (looks === 1) return { lanes: all, soonest: null, surplus: 0 };
      now = 5_000;
      if (looks === 3) await counted.promise;
      return { lanes: [], soonest: null, surplus: looks <= 3 ? 4 : 0 };
    },
    drain: async (_, over) => {
      while (!over()) await sleep(2);
      given += 1;
      await ended.promise;
      return { why: "time", until: null, calls: 1 };
    },
  });
  await until(() => expect([looks, given]).toEqual([3, 4]));
  ended.resolve();
  await sleep(20);
  counted.resolve();
  await until(() => expect(looks).toBeGreaterThan(4));
  expect(given).toBe(4);
  await stop();
});

test("a lane that its worker is too busy to take is taken by another after half a second", async () => {
  await lanes(2);
  await sql`insert into worker (id, seen_at, lanes) values ('busy', now(), 0)`.execute(database.db);
  await sql`update lane set next_at = now()`.execute(database.db);
  const mine = await takeDueLanes(database.db, { taker: me, limit: 5, lease: hour });
  expect(mine.lanes).toHaveLength(1);
  const holding = { ...me, drains: mine.lanes.map(({ accountId }) => accountId) };
  expect(await takeDueLanes(database.db, { taker: holding, limit: 5, lease: hour })).toMatchObject({
    lanes: [],
    soonest: 250,
  });
  await sql`update lane set next_at = next_at - interval '1 second'`.execute(database.db);
  expect((await takeDueLanes(database.db, { taker: holding, limit: 5, lease: hour })).lanes).toHaveLength(1);
});

test("the lanes of a worker that stands still are taken over when their lease has ended, and not before", async () => {
  const all = await lanes(6);
  await sql`update lane set next_at = now()`.execute(database.db);
  const end = Promise.withResolvers<void>();
  const stalled = worker({ lease: 1_500, drain: () => end.promise.then(() => idle) });
  await until(() => expect(stalled.drained).toHaveLength(6));
  const { rows } = await sql<{ at: string }>`select min(next_at) as at from lane`.execute(database.db);
  const times: number[] = [];
  const heir = worker({
    pause: 30,
    drain: async () => {
      times.push(Date.now());
      return idle;
    },
  });
  await until(() => expect(heir.drained).toHaveLength(6));
  expect(new Set(heir.drained)).toEqual(new Set(all.map(({ accountId }) => accountId)));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.parse(rows[0]!.at));
  end.resolve();
  await stalled.stop();
  await heir.stop();
});

test("a lane whose drain fails does not stop the others and is woken again soon", async () => {
  const [bad, good] = await lanes(2);
  await sql`update lane set next_at = now()`.execute(database.db);
  const failures: unknown[] = [];
  let times = 0;
  const { drained, stop } = worker({
    pause: 50,
    failed: (error) => failures.push(error),
    drain: async ({ accountId }) => {
      if (accountId === bad!.accountId && (times += 1) === 1) throw new Error("the database was away");
      return idle;
    },
  });
  await until(() => expect(times).toBe(2));
  expect(drained).toContain(good!.accountId);
  expect(failures).toHaveLength(1);
  await stop();
});

test("a full worker's lanes let others have their place, where some wait, and only then", async () => {
  let now = 0;
  const waiting = await lanes(3);
  const asked: boolean[] = [];
  const { drained, stop } = worker({
    places: 1,
    pause: 20,
    now: () => now,
    drain: async (_, over) => {
      while (!over() && asked.length < 500) {
        asked.push(over());
        await sleep(5);
      }
      return { why: "time", until: null, calls: 0 };
    },
  });
  await sql`update lane set next_at = now() where account_id = ${waiting[0]!.accountId}`.execute(database.db);
  await ring(database.db, lanesBell);
  // Its own clock stands still: the looks are timed by it and by nothing else.
  await until(() => expect(drained).toHaveLength(1));
  now = 25_000;
  await sleep(100);
  expect(drained).toHaveLength(1);
  await sql`update lane set next_at = now() - interval '3 seconds' where account_id = ${waiting[1]!.accountId}`.execute(
    database.db,
  );
  await until(() => expect(drained.slice(0, 2)).toEqual([waiting[0]!.accountId, waiting[1]!.accountId]));
  await stop();
});

test("stopping waits for the calls in hand, takes no more and gives the lanes back at once", async () => {
  const all = await lanes(5);
  await sql`update lane set next_at = now()`.execute(database.db);
  const { drained, stop } = worker({
    places: 3,
    drain: async (_, over) => {
      while (!over()) await sleep(5);
      await sleep(50);
      return { why: "time", until: null, calls: 1 };
    },
  });
  await until(() => expect(drained).toHaveLength(3));
  await stop();
  expect(drained).toHaveLength(3);
  const { rows } = await sql`select from lane where next_at <= now()`.execute(database.db);
  expect(rows).toHaveLength(all.length);
});

test("lanes of a workspace that is stopped are not taken", async () => {
  await lanes(2);
  await sql`update lane set next_at = now()`.execute(database.db);
  await sql`update workspace set stopped_at = now()`.execute(database.db);
  expect(await takeDueLanes(database.db, { taker: me, limit: 10, lease: hour })).toMatchObject({ lanes: [] });
  expect(await isCrowded(database.db, { except: [], since: 0 })).toBe(false);
});

test("the longest waiting lanes are taken first, no more than asked for, and none that is being drained here", async () => {
  const [a, b, c, d] = (await lanes(4)).map(({ accountId }) => accountId);
  for (const [id, seconds] of [
    [a, 10],
    [b, 40],
    [c, 30],
    [d, 20],
  ] as const)
    await sql`update lane set next_at = now() - make_interval(secs => ${seconds}) where account_id = ${id!}`.execute(
      database.db,
    );
  const first = await takeDueLanes(database.db, { taker: { ...me, drains: [b!] }, limit: 2, lease: hour });
  expect(first.lanes.map(({ accountId }) => accountId).toSorted()).toEqual([c!, d!].toSorted());
  const { lanes: rest } = await takeDueLanes(database.db, { taker: me, limit: 5, lease: hour });
  expect(rest.map(({ accountId }) => accountId).toSorted()).toEqual([a!, b!].toSorted());
});
