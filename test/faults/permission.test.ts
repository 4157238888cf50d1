import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#server/ports.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { everybody, ways } from "./permissions.ts";
import { runLedger } from "./rescue.ts";
import { scaled } from "./services.ts";
import { full, makeWorld, scheduleSome, type World } from "./world.ts";

/** Permissions that are taken away while lanes run: after the commit that does it, no gate is passed. */
let database: TestDatabase;
let network: TestNetwork;
beforeAll(async () => {
  database = await testDatabase({ max: 14 });
  network = await startNetwork({ fault: () => ({ kind: "none" }) });
});
afterAll(async () => {
  await network.close();
  await database.drop();
});

/** The database's time after the commit: a gate that was passed later has a later time. */
async function timeAfter(db: Db): Promise<string> {
  const { rows } = await sql<{ at: string }>`select clock_timestamp() as at`.execute(db);
  return rows[0]!.at;
}

async function gatesAfter(db: Db, world: World, account: string | null, at: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from attempt t join delivery d on d.workspace_id = t.workspace_id and d.id = t.delivery_id
    where t.workspace_id = ${world.workspaceId} and t.gated_at > ${at}::timestamptz and (${account}::uuid is null or d.account_id = ${account}::uuid)`.execute(
    db,
  );
  return rows[0]!.n;
}

test.each(ways)("when %s, nothing passes the gate after that commit", { timeout: 120_000 }, async (_name, take) => {
  const { db } = database;
  const world = await makeWorld(
    db,
    Array.from({ length: full ? 100 : 20 }, () => "readable"),
  );
  await scheduleSome(db, world, 200);
  const ledger = await runLedger(db, networksAt(network.base, scaled.call), { lease: 60_000 });
  try {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const times = new Map<string, string>();
    for (const { id } of world.accounts) {
      await take(db, world, id);
      times.set(id, await timeAfter(db));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const [id, at] of times) expect(await gatesAfter(db, world, id, at)).toBe(0);
    expect(await gatesAfter(db, world, null, "2000-01-01T00:00:00Z")).toBeGreaterThan(world.accounts.length);
  } finally {
    await ledger.stop();
    await sql`delete from workspace where id = ${world.workspaceId}`.execute(db);
  }
});

test.each(everybody)(
  "when %s, nothing passes the gate after that commit",
  { timeout: 120_000 },
  async (_name, take) => {
    const { db } = database;
    for (let round = 0; round < (full ? 20 : 2); round += 1) {
      const world = await makeWorld(
        db,
        Array.from({ length: 20 }, () => "readable"),
      );
      await scheduleSome(db, world, 200);
      const ledger = await runLedger(db, networksAt(network.base, scaled.call), { lease: 60_000 });
      try {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await take(db, world);
        const at = await timeAfter(db);
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(await gatesAfter(db, world, null, at)).toBe(0);
        expect(await gatesAfter(db, world, null, "2000-01-01T00:00:00Z")).toBeGreaterThan(0);
      } finally {
        await ledger.stop();
        await sql`delete from workspace where id = ${world.workspaceId}`.execute(db);
      }
    }
  },
);
