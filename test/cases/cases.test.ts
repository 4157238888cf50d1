import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { readCases } from "./case.ts";
import { judge } from "./judge.ts";
import { makeStand, type Stand } from "./stand.ts";

/** Cases that are not held yet: whoever makes one hold takes its line away. */
const notYet = new Set([
  "tags-as-words-atom",
  "tags-as-words-rss",
  "address-in-words-decoded-once",
  "paragraphs-and-lists",
  "emoji-as-pictures",
  "emoji-as-two-references",
  "untitled-with-title-template",
  "podcast-without-link",
  "link-without-scheme",
  "link-beside-a-longer-one",
  "link-once-with-a-slash",
  "link-once-with-a-mark",
  "shorten-in-a-hashtag",
  "invisible-signs-in-words",
  "kinds-of-hyphen",
  "turkish-i",
  "kana-marks",
  "hindi-vowels",
  "latin-word-in-japanese",
  "ai-is-not-j-ai",
  "star-before-and-inside",
  "busy-feed-says-when",
]);

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
