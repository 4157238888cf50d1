import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { readCases } from "./case.ts";
import { judge } from "./judge.ts";
import { makeStand, type Stand } from "./stand.ts";

const cases = await readCases(import.meta.dirname);
let database: TestDatabase;
let stand: Stand;
beforeAll(async () => {
  database = await testDatabase();
  stand = await makeStand(database.db);
});
afterAll(async () => {
  await stand?.close();
  await database?.drop();
});

test.for(cases)("$name: $about", async (one) => {
  expect(await judge(stand, one)).toEqual([]);
});
