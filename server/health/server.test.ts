import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { openPool } from "../database/pool.ts";
import { judgeServer, readServer, type ServerFacts } from "./server.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

/** A server with which all is well. */
const well: ServerFacts = {
  version: 170_002,
  name: "17.2",
  size: "10 MB",
  now: 1000,
  asked: 1200,
  standby: false,
  encoding: "UTF8",
  dateStyle: "ISO, DMY",
  jit: false,
  commit: "on",
  synced: true,
  pagesWhole: true,
  standbys: 1,
  synchronous: "ANY 1 (a, b)",
  collationMoved: false,
  freeConnections: 80,
  mayCreateSchema: true,
  mayCreateTable: true,
  freeDisk: null,
};

test("a server with which all is well has nothing to say", () => {
  expect(judgeServer(well)).toEqual([]);
});

test.each<[Partial<ServerFacts>, "bad" | "warning", RegExp]>([
  [{ version: 140_011, name: "14.11" }, "bad", /14\.11 is too old: use 15 or newer/],
  [{ standby: true }, "bad", /standby.*name the primary/],
  [{ encoding: "LATIN1" }, "bad", /LATIN1.*UTF8/],
  [{ dateStyle: "SQL, DMY" }, "bad", /set datestyle/],
  [{ commit: "off" }, "bad", /forget.*synchronous_commit off, fsync on/],
  [{ synced: false }, "bad", /fsync off/],
  [{ pagesWhole: false }, "bad", /full_page_writes off/],
  [{ mayCreateSchema: false }, "bad", /may not make schemas in the database: grant/],
  [{ mayCreateSchema: false, mayCreateTable: false }, "bad", /schemas in the database or make tables/],
  [{ freeDisk: 1e8 }, "bad", /0\.1 GB left: make room now/],
  [{ freeDisk: 1e9 }, "warning", /1\.0 GB left: make room soon/],
  [{ synchronous: "" }, "warning", /asynchronously: after a failover/],
  [{ commit: "local" }, "warning", /asynchronously/],
  [{ asked: 60_000 }, "warning", /59 s apart/],
  [{ freeConnections: 7 }, "warning", /7 connections left.*up to 20/],
  [{ collationMoved: true }, "warning", /reindex/],
  [{ jit: true }, "warning", /set jit to off/],
])("%o is told, with what to do", (odd, state, sentence) => {
  const found = judgeServer({ ...well, ...odd });
  expect(found).toEqual([{ state, sentence: expect.stringMatching(sentence) as string }]);
});

test("a server without standbys needs none that is synchronous", () => {
  expect(judgeServer({ ...well, standbys: 0, synchronous: "" })).toEqual([]);
});

test("what a real server says of itself is read, also by a user who may do little", async () => {
  const { db, direct } = database;
  const name = `reader_${process.pid}`;
  await sql
    .raw(`create role ${name} login; alter role ${name} set jit to on; alter role ${name} connection limit 9`)
    .execute(db);
  try {
    const facts = await readServer(db, true);
    expect(facts).toMatchObject({
      encoding: "UTF8",
      standby: false,
      standbys: 0,
      mayCreateSchema: true,
      mayCreateTable: true,
    });
    expect(facts.freeDisk).toBeGreaterThan(0);
    const poor = openPool({ url: direct.replace("relaymap@", `${name}@`), max: 1 });
    const seen = await readServer(poor, true).finally(() => poor.destroy());
    expect(seen).toMatchObject({ jit: true, mayCreateSchema: false, mayCreateTable: false, freeDisk: null });
    expect(seen.freeConnections).toBeLessThan(9);
  } finally {
    await sql.raw(`drop role ${name}`).execute(db);
  }
});
