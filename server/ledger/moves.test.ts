import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryStates, mayBecome } from "#engine/delivery.ts";
import { makeWorld } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { readSources } from "#test/support/source.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

test("the database refuses each step that the engine's table does not have, and no other", async () => {
  const { db } = database;
  const world = await makeWorld(db, ["x"]);
  const pairs = deliveryStates.flatMap((from) => deliveryStates.map((to) => ({ from, to })));
  const wrong: string[] = [];
  let refused = 0;
  for (const { from, to } of pairs) {
    const { rows } = await sql<{ id: number }>`
      insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, state, text, item_title, due_at, expires_at)
      values (${world.workspaceId}, ${world.accounts[0]!.id}, ${`${from} ${to}`}, ${world.mapId}, 1, ${randomUUID()}, 't', 'x', ${from}, 't', 't',
        now(), now() + interval '1 day') returning id`.execute(db);
    const error = await sql`update delivery set state = ${to} where id = ${rows[0]!.id}`.execute(db).then(
      () => null,
      (reason: unknown) => reason as { code?: string; message: string },
    );
    const may = from === to || mayBecome(from, to);
    if ((error === null) !== may) wrong.push(`${from} to ${to}`);
    if (error !== null) {
      refused += 1;
      expect(error).toMatchObject({ code: "23514", message: expect.stringContaining(`from ${from} to ${to}`) });
    }
    await sql`delete from delivery where id = ${rows[0]!.id}`.execute(db);
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(deliveryStates.length * 2);
});

test("only the ledger's room writes deliveries and attempts", () => {
  const writing =
    /(?:update|insert\s+into|delete\s+from)\s+(?:delivery|attempt)\b|(?:updateTable|insertInto|deleteFrom)\(\s*"(?:delivery|attempt)\b/;
  const writers = ["server", "nodes", "editor", "engine"]
    .flatMap((room) => readSources(room))
    .map(({ path }) => path)
    .filter((path) => !/\.test\.tsx?$/.test(path) && writing.test(readFileSync(path, "utf8")));
  expect(writers.filter((path) => !path.startsWith("server/ledger/"))).toEqual([]);
  expect(writers).toContain("server/ledger/access.ts");
});
