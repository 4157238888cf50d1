import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Db } from "#server/ports.ts";
import { full } from "#test/faults/world.ts";
import { testDatabase } from "#test/support/database.ts";
import { conform } from "#test/simulation/twins/conform.ts";
import { passesTheFence } from "#test/simulation/twins/fence.ts";
import { mutants } from "./list.ts";
import type { Mutant } from "./mutant.ts";
import { plant } from "./plant.ts";

/** Histories in which a planted fault must show itself. */
const seeds = 60;
const worst = mutants.filter((mutant) => mutant.worst === true);
/** Of the worst every fourth is planted each time; all of them, and all others, by `--mode full` and `npm run test:mutants`. */
const planted = worst.filter(({ file }, index) => !file.endsWith("fence.sql") && (full || index % 4 === 0));

test(`there are ${mutants.length} faults on the list, each of which still fits its file, under a name of its own`, async () => {
  expect(mutants.length).toBeGreaterThanOrEqual(40);
  expect(worst.length).toBeGreaterThanOrEqual(12);
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  await Promise.all(mutants.map((mutant) => plant(mutant)));
});

test.each(planted)(
  "planted into production: $name, and the ledgers no longer agree",
  { timeout: 600_000 },
  async (mutant) => {
    const { db, drop } = await infected(mutant);
    try {
      await expect(histories(db)).rejects.toThrow();
    } finally {
      await drop();
    }
  },
);

test.each(mutants.filter(({ file }) => file.endsWith("fence.sql")))(
  "planted into production: $name, and a post passes after it was forbidden",
  { timeout: 60_000 },
  async (mutant) => {
    const { db, drop } = await infected(mutant);
    try {
      expect(await passesTheFence(db, mutant.name.includes("global stop"))).toBe(true);
    } finally {
      await drop();
    }
  },
);

/** A database of its own with the fault in its functions. */
async function infected(mutant: Mutant): Promise<{ db: Db; drop: () => Promise<void> }> {
  const database = await testDatabase();
  // The functions are replaced where they stand; triggers stay as they are.
  const text = (await plant(mutant)).replaceAll("create function", "create or replace function");
  await sql.raw(text.replace(/^create trigger[^;]*;/gmu, "")).execute(database.db);
  return database;
}

async function histories(db: Db): Promise<void> {
  for (let seed = 1; seed <= seeds; seed += 1) await conform(db, seed, 130);
}
