import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { isAway } from "../postgres/away.ts";
import { openPool } from "./pool.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

test("a server that is frozen holds nobody for ever, and what follows goes on by itself", async () => {
  const db = openPool({ url: database.direct, max: 1, statementTimeout: 200, grace: 300 });
  const pid = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]!.pid;
  const first = await pid();
  try {
    // Idle for longer than that, and asked again: that is no silence.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await pid()).toBe(first);
    process.kill(first, "SIGSTOP");
    const work = db.transaction().execute((trx) => sql`select 1`.execute(trx));
    const error: unknown = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(isAway(error), String(error)).toBe(true);
    // A connection of its own: nobody knows what the other is in the middle of.
    expect(await pid()).not.toBe(first);
  } finally {
    process.kill(first, "SIGCONT");
    await db.destroy();
  }
});

test("a statement that takes long is ended by the server, and its connection stays", async () => {
  const db = openPool({ url: database.direct, max: 1, statementTimeout: 200, grace: 20_000 });
  try {
    const pid = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]!.pid;
    const first = await pid();
    await expect(sql`select pg_sleep(5)`.execute(db)).rejects.toThrow(/statement timeout/);
    expect(await pid()).toBe(first);
  } finally {
    await db.destroy();
  }
});
