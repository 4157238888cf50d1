import { sql } from "kysely";
import pino from "pino";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import type { Db } from "../ports.ts";
import { openClock, timeOf } from "./clock.ts";

let base: TestDatabase;
beforeAll(async () => void (base = await testDatabase({ max: 1 })));
afterAll(() => base.drop());
afterEach(() => void vi.restoreAllMocks());

const log = pino({ level: "silent" });
const year = 365 * 86_400_000;
const databaseTime = (): Promise<number> => timeOf(base.db);

test("a machine whose clock is a year ahead or behind has the database's time", async () => {
  const real = Date.now();
  for (const wrong of [year, -year]) {
    vi.spyOn(Date, "now").mockReturnValue(real + wrong);
    const clock = await openClock({ db: base.db, log });
    expect(Math.abs(clock.now() - (await databaseTime()))).toBeLessThan(5_000);
    clock.close();
  }
});

test("between two looks only the time that passed counts; the next look follows the database", async () => {
  let passed = 1_000;
  const answers = [5_000_000, 9_000_000];
  const asked = async () => ({ rows: [{ now: answers.shift()! }] });
  const clock = await openClock({ db: answering(asked), log }, { monotonic: () => passed });
  expect(clock.now()).toBe(5_000_000);
  passed += 250;
  expect(clock.now()).toBe(5_000_250);
  await clock.look();
  expect(clock.now()).toBe(9_000_000);
  clock.close();
});

test("an answer that took long does not move the clock, and neither does a database that is away", async () => {
  let passed = 0;
  const answers = [() => 1_000_000, () => ((passed += 4_000), 50_000_000), () => fail()];
  const clock = await openClock(
    { db: answering(async () => ({ rows: [{ now: answers.shift()!() }] })), log },
    { monotonic: () => passed },
  );
  await clock.look();
  expect(clock.now()).toBe(1_004_000);
  await expect(clock.look()).rejects.toThrow("away");
  expect(clock.now()).toBe(1_004_000);
  clock.close();
});

test("a transaction has one moment, however long it takes", async () => {
  await base.db.transaction().execute(async (trx) => {
    const first = await timeOf(trx);
    await sql`select pg_sleep(0.02)`.execute(trx);
    expect(await timeOf(trx)).toBe(first);
  });
});

const fail = (): never => {
  throw new Error("away");
};
/** Of a database what the clock asks of it. */
const answering = (executeQuery: () => Promise<{ rows: { now: number }[] }>): Db => {
  const executor = {
    transformQuery: (node: unknown) => node,
    compileQuery: () => ({}),
    executeQuery,
  };
  return { getExecutor: () => executor } as unknown as Db;
};
