import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judge } from "#engine/delivery.ts";
import { drain, type Lane, type LanePorts, type RoundAnswer, settlementOf } from "#engine/lane.ts";
import { makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { batch } from "./batch.ts";
import { openLedger } from "./rounds.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 12 });
});
afterAll(() => database.drop());

const lanesOf = (world: World): Lane[] =>
  world.accounts.map(({ id }) => ({ workspaceId: world.workspaceId, accountId: id }));
const gate = (lane: Lane) => ({ lane, settle: null, gate: true, window: null });
const codes = (answers: RoundAnswer[]) =>
  answers.map(({ gated, refused }) => (gated === null ? refused?.code : "go")).toSorted();
const store = (app: { calls: number; seconds: number } | null = null) =>
  openLedger({
    db: database.db,
    worker: "t",
    networks: new Map([["x", { budget: { account: { calls: 1000, seconds: 900 }, app } }]]),
  });

async function planned(items: number): Promise<World> {
  const world = await makeWorld(database.db, ["x"]);
  await scheduleSome(database.db, world, items);
  return world;
}

describe("one round for many lanes", () => {
  test("spends an app's budget to the last call and not beyond, whoever asks at the same time", async () => {
    const world = await makeWorld(database.db, ["x", "x", "x", "x", "x", "x"]);
    await scheduleSome(database.db, world, 1);
    const app = { calls: 4, seconds: 86_400 };
    const [one, two] = [store(app), store(app)];
    const lanes = lanesOf(world);
    const answers = await Promise.all([
      ...lanes.slice(0, 3).map((lane) => one.round(gate(lane))),
      ...lanes.slice(3).map((lane) => two.round(gate(lane))),
    ]);
    expect(codes(answers)).toEqual(["budget", "budget", "go", "go", "go", "go"]);
    const { rows } = await sql<{
      used: number;
    }>`select used from app_budget where app = ${`x//${world.workspaceId}`}`.execute(database.db);
    expect(rows).toEqual([{ used: 4 }]);
  });

  test("counts an app's calls over all workspaces that use it, and no other app's", async () => {
    const worlds = [await makeWorld(database.db, ["x", "x"]), await makeWorld(database.db, ["x", "x"])];
    const other = await makeWorld(database.db, ["x"]);
    for (const world of [...worlds, other]) await scheduleSome(database.db, world, 1);
    const client = `shared-${worlds[0]!.workspaceId}`;
    for (const { workspaceId } of worlds)
      await database.db
        .updateTable("account")
        .set({ client_id: client })
        .where("workspace_id", "=", workspaceId)
        .execute();
    const one = store({ calls: 3, seconds: 86_400 });
    const shared = await Promise.all(worlds.flatMap(lanesOf).map((lane) => one.round(gate(lane))));
    expect(codes(shared)).toEqual(["budget", "go", "go", "go"]);
    expect(codes([await one.round(gate(lanesOf(other)[0]!))])).toEqual(["go"]);
    const { rows } = await sql`select used from app_budget where app = ${`x//${client}`}`.execute(database.db);
    expect(rows).toEqual([{ used: 3 }]);
  });

  test("lets the lane rest whose network asked for it with an answer that was all right, and no other", async () => {
    const world = await makeWorld(database.db, ["x", "x"]);
    await scheduleSome(database.db, world, 2);
    const rest = Date.now() + 600_000;
    const [tired, other] = lanesOf(world);
    const ledger = store();
    const ports: LanePorts = {
      ledger,
      clock: { now: Date.now, monotonic: () => performance.now() },
      random: () => 0,
      open: async ({ accountId, sending }) => ({
        send: async () => ({
          ...{ kind: "published", remoteId: sending.key, url: null, status: 200, raw: "" },
          ...(accountId === tired!.accountId ? { rest } : {}),
        }),
      }),
      refresh: async () => "failed",
    };
    expect(await drain(tired!, ports, () => false)).toEqual({ why: "frozen", until: rest, calls: 1 });
    expect(await drain(other!, ports, () => false)).toMatchObject({ why: "idle", calls: 2 });
    const { rows } =
      await sql`select frozen_reason as reason, (select count(*)::int from delivery d where d.account_id = l.account_id
      and state = 'ready') as waiting from lane l where account_id = ${tired!.accountId}`.execute(database.db);
    expect(rows).toEqual([{ reason: "limited", waiting: 1 }]);
  });

  test("gates a lane once, however many ask for it", async () => {
    const world = await makeWorld(database.db, ["x"]);
    await scheduleSome(database.db, world, 5);
    const [lane] = lanesOf(world);
    const stores = Array.from({ length: 6 }, () => store());
    const answers = await Promise.all(stores.map((each) => each.round(gate(lane!))));
    expect(codes(answers)).toEqual(["busy", "busy", "busy", "busy", "busy", "go"]);
  });

  test("is not spoilt by one network's odd answer", async () => {
    const world = await makeWorld(database.db, ["x", "x"]);
    await scheduleSome(database.db, world, 1);
    const ledger = store();
    const gated = (await Promise.all(lanesOf(world).map((lane) => ledger.round(gate(lane))))).map(
      (answer) => answer.gated!,
    );
    const odd = { en: "half \ud83d and nul \u0000", fr: "\udc00" };
    const verdict = judge(
      { kind: "rejected", status: 400, raw: "\u0000\ud83d", reason: odd },
      { attempt: 1, suspected: false, refreshed: false, now: 0, random: 0 },
    );
    const settles = gated.map((each) => settlementOf(each, verdict));
    const done = await Promise.all(
      settles.map((settle) => ledger.round({ lane: settle, settle, gate: false, window: null })),
    );
    expect(done.map(({ settled }) => settled)).toEqual([true, true]);
    const again = await ledger.round({ lane: settles[0]!, settle: settles[0]!, gate: false, window: null });
    expect(again.settled).toBe(false);
  });

  test("waits for a lane that somebody else holds for a moment, and leaves it alone that is held for longer", async () => {
    const world = await makeWorld(database.db, ["x", "x"]);
    await scheduleSome(database.db, world, 1);
    const lanes = lanesOf(world);
    const ledger = store();
    await database.db.transaction().execute(async (trx) => {
      await sql`select 1 from lane where account_id = ${lanes[0]!.accountId} for update`.execute(trx);
      expect(codes(await Promise.all(lanes.map((lane) => ledger.round(gate(lane)))))).toEqual(["busy", "go"]);
    });
    expect(codes([await ledger.round(gate(lanes[0]!))])).toEqual(["go"]);
    const [lane] = lanesOf(await planned(1));
    const { promise: held, resolve } = Promise.withResolvers<void>();
    const holding = database.db.transaction().execute(async (trx) => {
      await sql`select 1 from lane where account_id = ${lane!.accountId} for update`.execute(trx);
      resolve();
      await new Promise((done) => setTimeout(done, 100));
    });
    await held;
    expect(codes([await ledger.round(gate(lane!))])).toEqual(["go"]);
    await holding;
  });

  test("finds what came in behind the point that the lane had reached", async () => {
    const world = await planned(2);
    const [lane] = lanesOf(world);
    const ledger = store();
    const first = (await ledger.round(gate(lane!))).gated!;
    await sql`update delivery set state = 'published' where id = ${first.deliveryId}`.execute(database.db);
    // Nobody who makes a delivery due in the past tells the lane; it must not be lost for that.
    await sql`update delivery set due_at = due_at - interval '1 hour' where workspace_id = ${world.workspaceId} and state = 'ready'`.execute(
      database.db,
    );
    expect(codes([await ledger.round(gate(lane!))])).toEqual(["idle"]);
    const { rows } = await sql<{ due: boolean }>`
      select next_at <= now() as due from lane where account_id = ${lane!.accountId}`.execute(database.db);
    expect(rows).toEqual([{ due: true }]);
    expect(codes([await ledger.round(gate(lane!))])).toEqual(["go"]);
  });
});

describe("micro-batching", () => {
  test("sends what arrived meanwhile together, in bounded batches, one at a time", async () => {
    const sizes: number[] = [];
    let flying = 0;
    const ask = batch<number, number>(
      async (requests) => {
        flying += 1;
        expect(flying).toBe(1);
        sizes.push(requests.length);
        await new Promise((resolve) => setTimeout(resolve, 5));
        flying -= 1;
        return requests.map((request) => request * 2);
      },
      { most: 10 },
    );
    const answers = await Promise.all(Array.from({ length: 400 }, (_, n) => ask(n)));
    expect(answers).toEqual(Array.from({ length: 400 }, (_, n) => n * 2));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(400);
    // They grow while more is waiting than they take.
    expect(sizes[0]).toBe(5);
    expect(Math.max(...sizes)).toBe(10);
  });

  test("does not keep together those that came back together", async () => {
    const sizes: number[] = [];
    const ask = batch<number, number>(
      async (requests) => {
        sizes.push(requests.length);
        return requests;
      },
      { most: 500 },
    );
    for (let round = 0; round < 100; round += 1) await Promise.all(Array.from({ length: 20 }, (_, lane) => ask(lane)));
    expect(Math.max(...sizes)).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(15);
  });

  test("tells everybody in a batch that failed, and goes on", async () => {
    let broken = true;
    const ask = batch<number, number>(
      async (requests) => {
        if (broken) throw new Error("away");
        return requests;
      },
      { most: 10 },
    );
    const failed = await Promise.allSettled([ask(1), ask(2)]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    broken = false;
    expect(await ask(3)).toBe(3);
  });
});
