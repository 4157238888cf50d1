import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { readPost } from "#engine/post.ts";
import { placeOf } from "#engine/schedule.ts";
import { takeLooks } from "#server/run/looks.ts";
import { listPublishers } from "#server/run/publishers.ts";
import { migrate } from "#server/database/migrate.ts";
import { unbalancedRuns } from "#server/ledger/balance.ts";
import { getDelivery, listDeliveries } from "#server/ledger/views.ts";
import { resealAll } from "#server/networks/grants/reseal.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import type { NetworkServices } from "#server/networks/services.ts";
import { loadNodes } from "#server/nodes.ts";
import { readResults } from "#server/results/program.ts";
import { giveSides, wrongSums } from "#server/results/sides.ts";
import { storedItems } from "#server/inbox/items.ts";
import { checkCron } from "#server/time/cron.ts";
import { createVault } from "#server/vault/vault.ts";
import { inventory, masterKey, oldDatabase } from "./old.ts";

let old: Awaited<ReturnType<typeof oldDatabase>>;
let before: Record<string, number>;
let texts: { id: number; text: string; link: string | null }[];
let workspaceId = "";
beforeAll(async () => {
  old = await oldDatabase();
  before = await inventory(old.db);
  texts = (await sql<(typeof texts)[number]>`select id, text, link from delivery order by id`.execute(old.db)).rows;
  workspaceId = (await sql<{ id: string }>`select id from workspace`.execute(old.db)).rows[0]!.id;
  await migrate(old.db);
});
afterAll(() => old.drop());

async function services(): Promise<NetworkServices> {
  const nodes = await loadNodes();
  const vault = createVault(old.db, masterKey);
  const settings = { networks: {}, publicUrl: "http://127.0.0.1:3000" };
  const log = pino({ level: "silent" });
  return { db: old.db, vault, nodes, log, clock: { now: Date.now }, settings } as unknown as NetworkServices;
}

test("nothing that a person would miss is gone", async () => {
  expect(Object.keys(before).filter((name) => name.startsWith("delivery "))).toHaveLength(26);
  // Three people's yeses to automatic posts had no end, and have one now (migration 0067); the company's two keep having none.
  expect(before).toMatchObject({ "consent auto true true": 5, "consent auto true false": 1 });
  const after = { ...before, "consent auto true true": 2, "consent auto true false": 4 };
  expect(await inventory(old.db)).toEqual(after);
});

test("results are the same before the coarser sums of old days are made, some accounts at a time, and after; the sums are those of the days", async () => {
  await sql`insert into result_day (workspace_id, map_id, day, account_id, posts, clicks, likes, likes_of)
    select workspace_id, (select id from map limit 1), current_date - 3, id, 2, 30, 7, 2 from account
    on conflict (workspace_id, map_id, day, account_id) do update set clicks = result_day.clicks + 30`.execute(old.db);
  await sql`insert into facet_day (workspace_id, facet, day, account_id, posts) select workspace_id, 'topic:emploi', current_date - 3, id, 2 from account`.execute(
    old.db,
  );
  const read = () =>
    Promise.all((["network", "map", "topic"] as const).map((by) => readResults(old.db, workspaceId, { by })));
  const unmade = await read();
  expect(unmade[0]!.total.posts).toBeGreaterThan(0);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from account`.execute(old.db);
  expect(await giveSides(old)).toBe(rows[0]!.n);
  expect(await read()).toEqual(unmade);
  const wrong = await Promise.all(Array.from({ length: 30 }, (_, day) => wrongSums(old.db, day - 1)));
  expect(wrong.flat()).toEqual([]);
  // From the sums, not from the finer rows: these may as well be gone.
  await sql`delete from facet_day`.execute(old.db);
  expect((await read())[2]!.groups).toEqual(unmade[2]!.groups);
});

test("every old delivery is a post that says what it said", async () => {
  const { rows } = await sql<{ id: number; post: unknown; text: string | null; link: string | null }>`
    select id, to_jsonb(d)->'post' as post, text, link from delivery d order by id`.execute(old.db);
  expect(rows.map(({ id }) => id)).toEqual(texts.map(({ id }) => id));
  for (const [n, row] of rows.entries()) {
    const { text, link } = texts[n]!;
    const [part, ...more] = readPost(row.post, row).parts;
    expect(more).toEqual([]);
    expect(part?.text).toBe(link === null || text.includes(link) ? text : `${text} ${link}`);
  }
});

test("the lists and pages of deliveries show them", async () => {
  const { nodes } = await services();
  const { rows } = await listDeliveries(old.db, { workspaceId, limit: 200 });
  expect(rows).toHaveLength(texts.length);
  for (const { id } of rows) {
    const found = await getDelivery(old.db, nodes.networks, workspaceId, id);
    expect(found?.detail.id).toBe(id);
  }
});

test("nobody has to connect again, also where sealing the tokens anew was stopped half-way", async () => {
  const { rows: tokens } = await sql<{ id: string }>`select id from account where state = 'connected'`.execute(old.db);
  expect(tokens.length).toBeGreaterThan(5);
  const all = async (): Promise<string[]> => {
    const opened = await services();
    const kinds = await Promise.all(tokens.map(({ id }) => loginFor(opened, workspaceId, id)));
    // X's tokens end after two hours and cannot be renewed here: that they open is told by their being asked to be renewed.
    return [...new Set(kinds.map(({ kind }) => kind))];
  };
  const opened = await services();
  expect(await all()).not.toContain("reconnect");
  let turns = 0;
  await resealAll(opened, () => (turns += 1) > 3);
  expect(await all()).not.toContain("reconnect");
  await resealAll(await services());
  expect(await resealAll(await services())).toBe(0);
  expect(await all()).not.toContain("reconnect");
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from account where sealed_token is not null and grant_id is null`.execute(old.db);
  expect(rows[0]?.n).toBe(0);
});

test("maps compile, and their references find the accounts that they meant", async () => {
  const { nodes } = await services();
  const accounts = await listPublishers(old.db, workspaceId);
  const { rows } = await sql<{ name: string; draft: unknown }>`select name, draft from map`.execute(old.db);
  for (const { name, draft } of rows) {
    const { plan, problems } = compile(draft, nodes, { accounts, checkCron });
    expect([name, problems.filter(({ severity }) => severity === "error")]).toEqual([name, []]);
    expect(plan).not.toBeNull();
  }
});

test("sources keep what they had read, and their items read as before", async () => {
  const { rows } = await sql<{ key: string; items: number; offset: number; last: number }>`
    select s.key, (select count(*)::int from item i where i.source_id = s.id) as items, o.seq::int as offset,
      (select max(seq)::int from item i where i.source_id = s.id) as last
    from source s join map_offset o on o.source_id = s.id`.execute(old.db);
  expect(rows.length).toBeGreaterThan(0);
  for (const { key, items, offset, last } of rows) {
    expect((await storedItems(old.db, workspaceId, [key], 1000)).get(key)).toHaveLength(items);
    expect(offset).toBe(last ?? 0);
  }
});

test("a map's last run by its schedule is its last look, and the time that was set for it comes once, at that time", async () => {
  const { rows } = await sql<{ map_id: string; last_slot: string; slot: string | null }>`
    select map_id, last_slot, slot from look`.execute(old.db);
  const runs = await sql<{ map_id: string; at: string }>`
    select map_id, max(due_at) as at from run where cause = 'schedule' group by 1`.execute(old.db);
  expect(rows).toEqual(runs.rows.map(({ map_id: map, at }) => ({ map_id: map, last_slot: at, slot: null })));
  const set = await sql<{ id: string; at: string }>`
    update map set next_due_at = now() where state = 'live' returning id, next_due_at as at`.execute(old.db);
  expect(set.rows.length).toBeGreaterThan(0);
  const { looks } = await takeLooks(old.db, 10);
  expect(looks.map(({ mapId, slot }) => ({ id: mapId, at: slot }))).toEqual(expect.arrayContaining(set.rows));
  // From here on at its own place.
  for (const { mapId, next } of looks)
    expect((Date.parse(next!) - placeOf(mapId, { kind: "interval", minutes: 15 })) % 900_000).toBe(0);
  expect((await takeLooks(old.db, 10)).looks).toEqual([]);
});

test("the balance is even", async () => {
  expect(await unbalancedRuns(old.db, workspaceId, 36_500)).toEqual([]);
});

test("a fresh database and the upgraded one end the same", async () => {
  const fresh = await oldDatabase(false);
  try {
    await migrate(fresh.db);
    expect(await catalogue(old.db)).toEqual(await catalogue(fresh.db));
  } finally {
    await fresh.drop();
  }
});

/** Everything that a database is made of, in words, sorted. */
async function catalogue(db: typeof old.db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select 'column ' || table_name || '.' || column_name || ' ' || coalesce(domain_name, udt_name) || ' ' || is_nullable || ' '
      || coalesce(regexp_replace(column_default, '\\d+', 'n'), '') || ' ' || coalesce(identity_generation, '') as line
      from information_schema.columns where table_schema = 'public'
    union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
    union all select 'trigger ' || tgrelid::regclass || ' ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select 'function ' || oid::regprocedure || ' ' || md5(pg_get_functiondef(oid)) from pg_proc where pronamespace = 'public'::regnamespace
    union all select 'comment ' || objoid::regclass || ' ' || objsubid || ' ' || description from pg_description
      where classoid = 'pg_class'::regclass and objoid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    union all select 'view ' || viewname || ' ' || md5(definition) from pg_views where schemaname = 'public'
    order by 1`.execute(db);
  return rows.map(({ line }) => line);
}
