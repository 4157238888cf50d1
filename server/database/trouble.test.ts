import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { SettingsError } from "../settings.ts";
import { openDatabase } from "./open.ts";
import { fileTrouble, troubleOf } from "./trouble.ts";

let database: TestDatabase;
const role = `poor_${randomBytes(4).toString("hex")}`;
beforeAll(async () => {
  database = await testDatabase();
  await sql.raw(`create role ${role} login`).execute(database.db);
});
afterAll(async () => {
  await sql.raw(`drop role ${role}`).execute(database.db);
  await database.drop();
});

const open = (databaseUrl: string) =>
  openDatabase(
    { dataDir: tmpdir(), databaseUrl },
    { log: pino({ level: "silent" }), progress: () => undefined, claim: null, max: 1 },
  );
const as = (user: string): string => database.direct.replace("relaymap@", `${user}@`);

test.each<[string, () => string, string | null, RegExp]>([
  ["a host that is not known", () => "postgresql://me:hush@nowhere.invalid/x", null, /its host is not known/],
  ["a port at which nobody answers", () => "postgresql://me:hush@127.0.0.1:1/x", null, /nobody answers.*ECONNREFUSED/],
  [
    "a database that is not there",
    () => inject("postgres").admin.replace("/postgres?", "/nowhere?"),
    null,
    /no database of that name/,
  ],
  ["a user whom the server does not know", () => as("nobody_at_all"), null, /does not let this user in/],
  ["a user without rights", () => as(role), null, /grant create on the database and its schema/],
  ["a user who has no connection left", () => as(role), `alter role ${role} connection limit 0`, /no connection left/],
  [
    "a server that takes no writes",
    () => as(role),
    `alter role ${role} connection limit -1; alter role ${role} set default_transaction_read_only to on`,
    /takes no writes: name the primary/,
  ],
  [
    "a newer database",
    () => database.direct,
    "insert into kysely_migration values ('9999-later', '')",
    /^A newer Relaymap has brought this database up to date \(step 9999-later/,
  ],
])("%s is told in one sentence, in which no password is", async (_, url, before, sentence) => {
  if (before !== null) await sql.raw(before).execute(database.db);
  const error: unknown = await open(url()).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SettingsError);
  expect((error as Error).message).toMatch(sentence);
  expect((error as Error).message).not.toMatch(/hush|\n/);
});

test("a bug is nobody's trouble, and every trouble has a sentence in both languages", () => {
  expect(troubleOf(new TypeError("x is not a function"))).toBeNull();
  expect(troubleOf(Object.assign(new Error("syntax error"), { code: "42601" }))).toBeNull();
  const late = troubleOf(new Error("outer", { cause: new Error("timeout exceeded when trying to connect") }));
  expect(late).toEqual({
    en: expect.stringMatching(/does not answer in time/) as string,
    fr: expect.stringMatching(/ne répond pas à temps/) as string,
  });
  expect(fileTrouble({ code: "ENOSPC" })).toEqual({ en: "the disk is full", fr: "le disque est plein" });
  expect(fileTrouble({ code: "EODD" }).en).toContain("EODD");
});
