import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { sql } from "kysely";
import { createDatabase } from "#server/postgres/probe.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { openPool } from "./pool.ts";
import { unbalancedRuns } from "../ledger/balance.ts";
import { migrate, pendingMigrations } from "./migrate.ts";

let base: TestDatabase;
beforeAll(async () => void (base = await testDatabase()));
afterAll(() => base.drop());

test("a cloned database is up to date", async () => {
  expect(await pendingMigrations(base.db)).toEqual([]);
  expect(await migrate(base.db)).toEqual([]);
});

test("two processes that start at once migrate an empty database exactly once", async () => {
  const { admin } = inject("postgres");
  const name = `empty_${process.pid}`;
  await createDatabase(admin, name);
  const url = admin.replace("/postgres?", `/${name}?`);
  const pools = [1, 2, 3].map(() => openPool({ url, max: 1 }));
  const steps = await Promise.all(pools.map((db) => migrate(db)));
  expect(steps.filter((taken) => taken.length > 0)).toHaveLength(1);
  const { rows } = await sql<{ n: number }>`select count(*) n from workspace`.execute(pools[0]!);
  expect(rows).toEqual([{ n: 0 }]);
  await Promise.all(pools.map((db) => db.destroy()));
});

test("times come as ISO strings with their microseconds, and big counts as numbers or not at all", async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select timestamptz '2026-03-29 03:04:05.678901+02' as at, array[timestamptz '2026-01-01 00:00Z'] as several,
      9007199254740991::bigint as big, array[1, 2]::bigint[] as ids, null::timestamptz as never`.execute(base.db);
  expect(rows).toEqual([
    {
      at: "2026-03-29T01:04:05.678901Z",
      several: ["2026-01-01T00:00:00Z"],
      big: 9007199254740991,
      ids: [1, 2],
      never: null,
    },
  ]);
  await expect(sql`select 9007199254740993::bigint`.execute(base.db)).rejects.toThrow(/safe/);
});

test("what an older database holds is carried over: budgets to the lanes, runs to their deliveries, offsets", async () => {
  const { admin } = inject("postgres");
  const name = `older_${process.pid}`;
  await createDatabase(admin, name);
  const db = openPool({ url: admin.replace("/postgres?", `/${name}?`), max: 2 });
  await migrate(db, "0002-ledger");
  const [w, a, m, r] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await sql`insert into workspace (id, name) values (${w}, 'Older')`.execute(db);
  await sql`insert into account (workspace_id, id, network, remote_id, handle, name) values (${w}, ${a}, 'x', '1', 'h', 'n')`.execute(
    db,
  );
  await sql`insert into lane (workspace_id, account_id) values (${w}, ${a})`.execute(db);
  await sql`insert into map (workspace_id, id, name, draft) values (${w}, ${m}, 'Map', '{}')`.execute(db);
  await sql`insert into run (workspace_id, id, map_id, version, due_at, cause, state, finished_at, targets)
    values (${w}, ${r}, ${m}, 1, now(), 'manual', 'done', now(), '{"t": 3}')`.execute(db);
  await sql`insert into budget (workspace_id, scope, window_start, used) values
    (${w}, ${`account/${a}`}, '2026-11-01', 9), (${w}, ${`account/${a}`}, '2026-11-02', 4), (${w}, ${`day/${a}`}, '2026-11-02', 2)`.execute(
    db,
  );
  await sql`insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, state, text, item_title, due_at, expires_at, text_hash)
    select ${w}, ${a}, 'item ' || n, ${m}, 1, ${r}, 't', 'x', state, 'text', 'L’Œuvre d’Été', now(), now() + interval '1 day', nullif(n, 2)
    from unnest(array['ready', 'published', 'held']) with ordinality as s(state, n)`.execute(db);
  const [s, open] = [randomUUID(), randomUUID()];
  await sql`insert into source (workspace_id, id, type, key, config) values (${w}, ${s}, 'rss', 'rss:one', '{}')`.execute(
    db,
  );
  await sql`insert into reading (workspace_id, map_id, source_id, seq) values (${w}, ${m}, ${s}, 41)`.execute(db);
  await sql`insert into run (workspace_id, id, map_id, version, due_at, cause, state)
    values (${w}, ${open}, ${m}, 1, now() - interval '1 hour', 'schedule', 'planning')`.execute(db);
  await sql`insert into attempt (workspace_id, delivery_id, epoch) select workspace_id, id, 1 from delivery`.execute(
    db,
  );

  expect((await migrate(db)).slice(0, 4)).toEqual(["0003-gate", "0004-lighter", "0005-story", "0006-words"]);
  const { rows: lanes } = await sql`select window_start, window_used from lane`.execute(db);
  expect(lanes).toEqual([{ window_start: "2026-11-02T00:00:00Z", window_used: 4 }]);
  const { rows: budgets } = await sql`select scope, used from budget`.execute(db);
  expect(budgets).toEqual([{ scope: `day/${a}`, used: 2 }]);
  expect(await unbalancedRuns(db, w)).toEqual([]);
  const { rows: stories } = await sql`select delivery_id, text_hash from story order by 1`.execute(db);
  expect(stories).toEqual([1, 3].map((n) => ({ delivery_id: n, text_hash: n })));
  const { rows: headlines } = await sql`select item_key, newest, words from told order by 1`.execute(db);
  expect(headlines).toEqual([1, 2, 3].map((n) => ({ item_key: `item ${n}`, newest: n, words: "l'oeuvre d'ete" })));
  const { rows: offsets } = await sql`select map_id, source_id, seq from map_offset`.execute(db);
  expect(offsets).toEqual([{ map_id: m, source_id: s, seq: 41 }]);
  const { rows: runs } = await sql`select state from run where id = ${open}`.execute(db);
  expect(runs).toEqual([{ state: "scheduling" }]);
  await expect(sql`update delivery set state = 'lost'`.execute(db)).rejects.toThrow(/delivery_state/);
  await sql`delete from account`.execute(db);
  for (const table of ["delivery", "attempt", "lane", "story"]) {
    const { rows } = await sql`select from ${sql.table(table)}`.execute(db);
    expect(rows).toEqual([]);
  }
  await db.destroy();
});
