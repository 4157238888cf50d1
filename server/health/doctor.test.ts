import { tmpdir } from "node:os";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { examine, type Finding } from "./doctor.ts";
import type { Settings } from "../ports.ts";

let base: TestDatabase;
beforeEach(async () => void (base = await testDatabase()));
afterEach(() => base.drop());

async function look(settings: Partial<Settings> = {}): Promise<Map<string, Finding>> {
  const known: Settings = {
    host: "127.0.0.1",
    port: 3000,
    dataDir: tmpdir(),
    backupDir: tmpdir(),
    databaseUrl: null,
    publicUrl: "http://127.0.0.1:3000",
    masterKey: Buffer.alloc(32),
    demo: false,
    allowHosts: [],
    role: "all",
    logLevel: "silent",
    networks: {},
  };
  const findings = await examine({ db: base.db, settings: { ...known, ...settings } });
  return new Map(findings.map((finding) => [finding.name, finding]));
}

test("an up-to-date database in which nothing happened is well", async () => {
  const findings = await look();
  const unwell = [...findings.values()].filter(({ state }) => state !== "good").map(({ name }) => name);
  // Without a start there is no queue yet, a small machine's disk may be nearly full, and tests' servers keep nothing.
  expect(unwell.filter((name) => name !== "disk")).toEqual(["database", "queue"]);
  expect(findings.get("database")?.sentence).toMatch(/^PostgreSQL \d+\.\d+.*, but it may forget what it acknowledged/);
});

test("a run that does not add up, a map past its time and a stopped workspace are told", async () => {
  const { rows } = await sql<{
    id: string;
  }>`insert into workspace (name, stopped_at) values ('Atelier', now()) returning id`.execute(base.db);
  const workspace = rows[0]!.id;
  const maps = await sql<{ id: string }>`
    insert into map (workspace_id, name, draft, state, next_due_at) values (${workspace}, 'm', '{}', 'live', now() - interval '1 hour')
    returning id`.execute(base.db);
  await sql`insert into run (workspace_id, map_id, version, due_at, cause, state, finished_at, targets)
    values (${workspace}, ${maps.rows[0]!.id}, 1, now(), 'schedule', 'done', now(), '{"post": 5}')`.execute(base.db);
  const findings = await look();
  expect(findings.get("balance of 30 days")).toMatchObject({
    state: "bad",
    sentence: expect.stringMatching(/expected 5 and has 0 deliveries and 0 drops/),
  });
  expect(findings.get("overdue work")).toMatchObject({
    state: "bad",
    sentence: expect.stringMatching(/1 maps past their time/),
  });
  expect(findings.get("stopped")).toMatchObject({ state: "warning", sentence: expect.stringContaining("Atelier") });
});

test("an exception that opens the whole inside network is told", async () => {
  const findings = await look({ allowHosts: ["10.0.0.0/8"] });
  expect(findings.get("outbound guard")).toMatchObject({
    state: "warning",
    sentence: expect.stringMatching(/^10\.0\.0\.1 may be called; RELAYMAP_ALLOW_HOSTS lets through 10\.0\.0\.0\/8/),
  });
});

test("a database that a newer Relaymap has brought up to date is told, with what to do", async () => {
  await sql`update ledger_set set number = number + 1`.execute(base.db);
  const findings = await look();
  expect(findings.get("migrations")).toMatchObject({
    state: "bad",
    sentence: expect.stringMatching(/update this one\.$/),
  });
});

test("a database without its tables is told once, not ten times", async () => {
  await sql`drop schema public cascade; create schema public`.execute(base.db);
  const findings = await look();
  expect([...findings.keys()]).toEqual(["database", "migrations"]);
  expect(findings.get("migrations")?.sentence).toMatch(/0001-start.* missing: run relaymap migrate/);
});
