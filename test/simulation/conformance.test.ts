import { afterAll, beforeAll, expect, test } from "vitest";
import { full } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { conform } from "./twins/conform.ts";

/**
 * The simulation proves things about the ledger in memory; this holds PostgreSQL to the same: random sequences of operations on
 * both, by the product's own code, and after each one everything that is stored is compared.
 */
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const seeds = full ? 200 : 25;

test(
  `the ledger in PostgreSQL and the one in memory do the same, operation by operation, over ${seeds} histories`,
  { timeout: 600_000 },
  async () => {
    let attempts = 0;
    for (let seed = 1; seed <= seeds; seed += 1) attempts += await conform(database.db, seed, 130);
    expect(attempts).toBeGreaterThan(5 * seeds);
  },
);
