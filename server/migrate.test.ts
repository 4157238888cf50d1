import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { sql } from "kysely";
import { createDatabase } from "#server/postgres/probe.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { openDatabase } from "./database.ts";
import { migrate, pendingMigrations } from "./migrate.ts";

let base: TestDatabase;
beforeAll(async () => void (base = await testDatabase()));
afterAll(() => base.drop());

test("a cloned database is up to date", async () => {
  expect(await pendingMigrations(base.db)).toEqual([]);
  expect(await migrate(base.db)).toEqual([]);
});

test("two processes that start at once migrate an empty database exactly once", async () => {
  const { admin } = inject("postgres");
  const name = `empty_${process.pid}`;
  await createDatabase(admin, name);
  const url = admin.replace("/postgres?", `/${name}?`);
  const pools = [1, 2, 3].map(() => openDatabase({ url, max: 1 }));
  const steps = await Promise.all(pools.map((db) => migrate(db)));
  expect(steps.filter((taken) => taken.length > 0)).toHaveLength(1);
  const { rows } = await sql<{ n: number }>`select count(*) n from workspace`.execute(pools[0]!);
  expect(rows).toEqual([{ n: 0 }]);
  await Promise.all(pools.map((db) => db.destroy()));
});

test("times come as ISO strings with their microseconds, and big counts as numbers or not at all", async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select timestamptz '2026-03-29 03:04:05.678901+02' as at, array[timestamptz '2026-01-01 00:00Z'] as several,
      9007199254740991::bigint as big, array[1, 2]::bigint[] as ids, null::timestamptz as never`.execute(base.db);
  expect(rows).toEqual([
    {
      at: "2026-03-29T01:04:05.678901Z",
      several: ["2026-01-01T00:00:00Z"],
      big: 9007199254740991,
      ids: [1, 2],
      never: null,
    },
  ]);
  await expect(sql`select 9007199254740993::bigint`.execute(base.db)).rejects.toThrow(/safe/);
});
