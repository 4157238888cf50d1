import { afterAll, beforeAll, expect, test } from "vitest";
import { passesTheFence } from "#test/simulation/twins/fence.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

test("nothing passes the gate while a consent is being withdrawn", async () => {
  expect(await passesTheFence(database.db, false)).toBe(false);
});

test("nothing passes the gate while the workspace is being stopped", async () => {
  expect(await passesTheFence(database.db, true)).toBe(false);
});
