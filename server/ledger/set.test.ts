import { Writable } from "node:stream";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { judge } from "#engine/delivery.ts";
import { settlementOf } from "#engine/lane.ts";
import { reasonText } from "#engine/reasons.ts";
import { openPool } from "#server/database/pool.ts";
import { migrate, pendingMigrations } from "#server/database/migrate.ts";
import type { Db } from "#server/ports.ts";
import { createDatabase } from "#server/postgres/probe.ts";
import { testOptions, testServices } from "#test/faults/services.ts";
import { deliveriesOf, makeWorld, scheduleSome, until } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { startLedger } from "./jobs.ts";
import { openLedger } from "./rounds.ts";
import { setNumber } from "./set.ts";

let base: TestDatabase;
beforeAll(async () => void (base = await testDatabase()));
afterAll(() => base.drop());

async function emptyDatabase(): Promise<Db> {
  const { admin } = inject("postgres");
  const name = `set_${randomBytes(4).toString("hex")}`;
  await createDatabase(admin, name);
  return openPool({ url: admin.replace("/postgres?", `/${name}?`), max: 2 });
}

/** Everything of a database that is not data, by name: functions, triggers, domains, tables, constraints, indexes, comments. */
async function catalogue(db: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    with mine as (select oid from pg_namespace where nspname = 'public')
    select 'function ' || pg_get_functiondef(p.oid) as line from pg_proc p where pronamespace in (select oid from mine)
    union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid
      where relnamespace in (select oid from mine) and not tgisinternal
    union all select 'domain ' || typname || ' ' || format_type(typbasetype, typtypmod) || ' ' || typnotnull::text || coalesce(obj_description(t.oid, 'pg_type'), '')
      from pg_type t where typnamespace in (select oid from mine) and typtype = 'd'
    union all select 'constraint ' || conname || ' of ' || coalesce(conrelid::regclass::text, contypid::regtype::text) || ' ' || pg_get_constraintdef(oid) || convalidated::text
      from pg_constraint where connamespace in (select oid from mine)
    union all select 'column ' || c.relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull::text || attidentity::text || attgenerated::text
      || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || coalesce(col_description(c.oid, attnum), '')
      from pg_attribute a join pg_class c on c.oid = attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = attnum
      where relnamespace in (select oid from mine) and relkind in ('r', 'v') and attnum > 0 and not attisdropped
    union all select 'index ' || pg_get_indexdef(c.oid) from pg_class c where relnamespace in (select oid from mine) and relkind = 'i'
    union all select 'policy ' || polname || ' of ' || polrelid::regclass || ' ' || pg_get_expr(coalesce(polqual, polwithcheck), polrelid) from pg_policy
    order by 1`.execute(db);
  return rows.map(({ line }) => line);
}

describe("the set of the ledger's functions", () => {
  test(
    "is the same in a database that is made today and in ones that grew up with others",
    { timeout: 60_000 },
    async () => {
      const [fresh, grown, other] = [await emptyDatabase(), await emptyDatabase(), await emptyDatabase()];
      expect(await migrate(fresh)).toContain(`ledger functions ${setNumber}`);
      const wanted = await catalogue(fresh);
      expect(wanted.filter((line) => line.startsWith("function ")).length).toBeGreaterThan(8);

      await migrate(grown, "0005-story");
      expect(await catalogue(grown)).toContainEqual(expect.stringContaining("FUNCTION public.ledger_step("));
      await migrate(grown);
      expect(await catalogue(grown)).toEqual(wanted);

      // An older set with other shapes, and one that is no longer ours.
      await migrate(other);
      await sql
        .raw(`drop function ledger_gate(jsonb, jsonb, text, interval, timestamptz);
      create function ledger_gate(lanes jsonb) returns int language sql as 'select 1';
      create function ledger_old() returns trigger language plpgsql as 'begin return null; end';
      create trigger lane_old after insert on lane for each row execute function ledger_old();
      alter domain delivery_state drop constraint delivery_state_check; comment on domain delivery_state is 'other';
      update ledger_set set number = number - 1, digest = ''`)
        .execute(other);
      expect(await pendingMigrations(other)).toEqual([`ledger functions ${setNumber}`]);
      expect(await migrate(other)).toEqual([`ledger functions ${setNumber}`]);
      expect(await catalogue(other)).toEqual(wanted);
      expect(await migrate(other)).toEqual([]);
      await Promise.all([fresh, grown, other].map((db) => db.destroy()));
    },
  );

  test("goes in while a worker's rounds go on", { timeout: 60_000 }, async () => {
    const world = await makeWorld(base.db, ["x", "x", "x", "x"]);
    await scheduleSome(base.db, world, 50);
    const ledger = openLedger({ db: base.db, worker: "t", networks: new Map() });
    const ok = { kind: "published", remoteId: "1", url: null, status: 200, raw: "" } as const;
    const verdict = judge(ok, { attempt: 1, suspected: false, refreshed: false, now: 0, random: 0 });
    const drained = world.accounts.map(async ({ id }) => {
      const lane = { workspaceId: world.workspaceId, accountId: id };
      let { gated } = await ledger.round({ lane, settle: null, gate: true, window: null });
      let count = 0;
      for (; gated !== null; count += 1) {
        const settle = settlementOf(gated, verdict);
        ({ gated } = await ledger.round({ lane, settle, gate: true, window: null }));
      }
      return count;
    });
    for (let times = 0; times < 5; times += 1) {
      await sql`update ledger_set set digest = ''`.execute(base.db);
      expect(await migrate(base.db)).toEqual([`ledger functions ${setNumber}`]);
    }
    expect(await Promise.all(drained)).toEqual([50, 50, 50, 50]);
  });

  test("keeps an older process from starting, in one sentence", async () => {
    const db = await emptyDatabase();
    await migrate(db);
    await sql`update ledger_set set number = ${setNumber + 1}`.execute(db);
    await expect(migrate(db)).rejects.toThrow(
      new RegExp(
        `^A newer Relaymap has brought this database up to date .* ${setNumber + 1}, this one knows ${setNumber}`,
      ),
    );
    await db.destroy();
  });

  test("lets nothing pass for a process that knows another one, and still takes what it had in hand", async () => {
    const world = await makeWorld(base.db, ["x", "x"]);
    await scheduleSome(base.db, world, 1);
    const [one, two] = world.accounts.map(({ id }) => ({ workspaceId: world.workspaceId, accountId: id }));
    const ours = openLedger({ db: base.db, worker: "t", networks: new Map() });
    const older = openLedger({ db: base.db, worker: "t", networks: new Map(), set: setNumber - 1 });
    const { gated } = await ours.round({ lane: one!, settle: null, gate: true, window: null });
    const lost = { kind: "unknown", status: null, raw: "", reason: { en: "", fr: "" } } as const;
    const verdict = judge(lost, { attempt: 1, suspected: false, refreshed: false, now: 0, random: 0 });
    const answer = await older.round({ lane: two!, settle: settlementOf(gated!, verdict), gate: true, window: null });
    expect(answer).toMatchObject({ settled: true, gated: null, refused: { code: "outdated", until: null } });
    expect((await deliveriesOf(base.db, world)).map(({ state }) => state)).toEqual(["unknown", "ready"]);
  });

  test("stops a worker that runs on when a newer one is installed, which says so once", async () => {
    const database = await testDatabase();
    const world = await makeWorld(database.db, ["blind"]);
    const lines: string[] = [];
    const write = (chunk: unknown, _: string, done: () => void): void => {
      lines.push(String(chunk));
      done();
    };
    const services = { ...testServices(database.db, new Map()), log: pino(new Writable({ write })) };
    const ledger = await startLedger(services, { ...testOptions(database.db, new Map()), pace: 0.02 });
    const newer = `create or replace function ledger_set_number() returns int language sql immutable as 'select ${setNumber + 1}'`;
    await sql.raw(`${newer}; update ledger_set set number = ${setNumber + 1}`).execute(database.db);
    await scheduleSome(database.db, world, 1);
    await until(
      async () => lines.length,
      (count) => count > 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    await ledger.stop();
    expect(lines.filter((line) => line.includes("publishes nothing more"))).toHaveLength(1);
    expect(await deliveriesOf(database.db, world)).toMatchObject([{ state: "ready", epoch: 0 }]);
    await database.drop();
  });

  test("names no reason that nobody could read", async () => {
    const text = await readFile(new URL("./sql/gate.sql", import.meta.url), "utf8");
    const named = [...text.matchAll(/array\['(held|cancelled)','(\w+)'\]/g)].map(([, state, code]) => ({
      state,
      code: code!,
    }));
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter(({ code }) => reasonText(code) === null)).toEqual([]);
  });
});
