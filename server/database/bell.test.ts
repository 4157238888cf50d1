import pino from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { openBell, ring } from "./bell.ts";

let database: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  other = await testDatabase();
});
afterAll(async () => {
  await database.drop();
  await other.drop();
});

const until = (claim: () => void): Promise<void> => vi.waitFor(claim, { timeout: 15_000, interval: 10 });

function open(url: string, patience = 15_000) {
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  return { bell: openBell({ url, db: database.db, log, patience, pause: 20 }), lines };
}

test("what is rung is heard by everybody who listens, once the transaction commits, and never when it rolls back", async () => {
  const two = [open(database.direct), open(database.direct)];
  const heard: (string | null)[][] = [[], []];
  two.forEach(({ bell }, n) => bell.hear("bell_test", (word) => heard[n]!.push(word)));
  await until(() => expect(heard).toEqual([[null], [null]]));
  const undone = database.db.transaction().execute(async (trx) => {
    await ring(trx, "bell_test");
    throw new Error("roll back");
  });
  await expect(undone).rejects.toThrow("roll back");
  await database.db.transaction().execute((trx) => ring(trx, "bell_test"));
  await until(() =>
    expect(heard).toEqual([
      [null, ""],
      [null, ""],
    ]),
  );
  for (const { bell } of two) await bell.close();
});

test("where nothing that is rung can be heard, it says so once, and what to do", async () => {
  // As behind a pooler, whoever listens is somewhere else than whoever rings.
  const { bell, lines } = open(other.direct, 50);
  bell.hear("bell_test", () => undefined);
  await until(() => expect(lines).toHaveLength(1));
  expect(lines[0]).toContain("DATABASE_DIRECT_URL");
  await bell.close();
  expect(lines).toHaveLength(1);
});

test("a server that is away at first is waited for, and nothing fails meanwhile", async () => {
  const gone = database.direct.replace(/\/test_\w+\?/, "/nowhere?");
  const { bell, lines } = open(gone, 50);
  bell.hear("bell_test", () => undefined);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await bell.close();
  expect(lines).toEqual([]);
});
