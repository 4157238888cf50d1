import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { readCases } from "./case.ts";
import { judge } from "./judge.ts";
import { makeStand, type Stand } from "./stand.ts";

/** Cases that are not held yet: whoever makes one hold takes its line away. */
const notYet = new Set(["busy-feed-says-when"]);

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
  const faults = await judge(stand, one);
  if (notYet.has(one.name)) expect(faults, "it holds now: take it off the list").not.toEqual([]);
  else expect(faults).toEqual([]);
});

test("No case is spared that is not there.", () => {
  const names = new Set(cases.map(({ name }) => name));
  expect([...notYet].filter((name) => !names.has(name))).toEqual([]);
});
