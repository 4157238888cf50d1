import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Db } from "#server/ports.ts";
import { testDatabase } from "#test/support/database.ts";
import { conform } from "#test/simulation/twins/conform.ts";
import { makeTwins } from "#test/simulation/twins/world.ts";
import { mutants } from "./list.ts";
import type { Mutant } from "./mutant.ts";
import { plant } from "./plant.ts";

/** Histories in which a planted fault must show itself. */
const seeds = 60;
const worst = mutants.filter((mutant) => mutant.worst === true);

test(`there are ${mutants.length} faults on the list, each of which still fits its file, under a name of its own`, async () => {
  expect(mutants.length).toBeGreaterThanOrEqual(40);
  expect(worst.length).toBeGreaterThanOrEqual(12);
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  await Promise.all(mutants.map((mutant) => plant(mutant)));
});

test.each(worst.filter(({ file }) => !file.endsWith("fence.sql")))(
  "planted into production: $name, and the ledgers no longer agree",
  { timeout: 180_000 },
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

test("without a fault nothing passes the fence", async () => {
  const { db, drop } = await testDatabase();
  try {
    expect(await passesTheFence(db, false)).toBe(false);
    expect(await passesTheFence(db, true)).toBe(false);
  } finally {
    await drop();
  }
});

/** A database of its own with the fault in its functions. */
async function infected(mutant: Mutant): Promise<{ db: Db; drop: () => Promise<void> }> {
  const database = await testDatabase();
  // The functions are replaced where they stand; triggers stay as they are.
  const text = (await plant(mutant)).replaceAll("create function", "create or replace function");
  await sql.raw(text.replace(/^create trigger[^;]*;/gmu, "")).execute(database.db);
  return database;
}

async function histories(db: Db): Promise<void> {
  for (let seed = 1; seed <= seeds; seed += 1) await conform(db, seed, 110);
}

/**
 * True where a gate passes a post while the one who forbids it has written but not yet committed: what they took away would be used
 * after their commit. The lane that they hold is busy for a gate.
 */
async function passesTheFence(db: Db, stop: boolean): Promise<boolean> {
  const twins = await makeTwins(db, 1);
  const { workspaceId, accounts, maps, iso } = twins;
  const [accountId = "", mapId = ""] = [accounts[0], maps[0]];
  const row = {
    workspace_id: workspaceId,
    account_id: accountId,
    map_id: mapId,
    version: 1,
    run_id: mapId,
    node_id: "t",
  };
  await db
    .insertInto("delivery")
    .values({
      ...row,
      item_key: "i",
      network: "net",
      state: "ready",
      text: "t",
      item_title: "t",
      created_at: iso(),
      due_at: iso(),
      expires_at: iso(twins.now() + 3_600_000),
    })
    .execute();
  const trx = await db.startTransaction().execute();
  await (stop
    ? sql`update workspace set stopped_at = ${iso()} where id = ${workspaceId}`.execute(trx)
    : sql`update consent set withdrawn_at = ${iso()} where workspace_id = ${workspaceId} and account_id = ${accountId}`.execute(
        trx,
      ));
  const lane = { workspaceId, accountId };
  const answer = await twins.open().round({ lane, settle: null, gate: true, window: null });
  await trx.commit().execute();
  return answer.gated !== null;
}
