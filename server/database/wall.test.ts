import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import type { Db } from "../ports.ts";
import { acrossIndexes, openTables, purposes } from "./across.ts";
import { openPool } from "./pool.ts";
import { findRole, proveWall } from "./role.ts";
import { across, inWorkspace } from "./scope.ts";
import { faultsOfWall, installWall, ledgerRole, serviceRole, strayTables } from "./wall.ts";

/** `base.db` is the login's, without the wall; `db` is what the product has. */
let base: TestDatabase;
let db: Db;
let tables: { name: string; column: string }[];
const [ours, theirs, nobodys] = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  base = await testDatabase();
  db = openPool({
    url: base.url,
    max: 2,
    name: "walled",
    wall: { role: serviceRole, ledger: ledgerRole, outside: "refused" },
  });
  const { rows } = await sql<{ name: string; column: string }>`
    select c.relname as name, case c.relname when 'workspace' then 'id' else 'workspace_id' end as column from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (c.relname = 'workspace'
      or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')) order by 1`.execute(
    base.db,
  );
  tables = rows;
  await fillAll();
});
afterAll(async () => {
  await db.destroy();
  await base.drop();
});

/**
 * One row of each of two workspaces in every table, made up by the types of their columns: what a row means is checked elsewhere. And functions
 * that try all tables in one statement, as whoever calls them: what they were refused counts as -1.
 */
async function fillAll(): Promise<void> {
  await sql.raw(probes).execute(base.db);
  for (const workspace of [ours, theirs])
    for (const { name, column } of tables) await sql`select put_row(${name}, ${column}, ${workspace})`.execute(base.db);
}

const probes = `do $$ declare c record; begin
  for c in select conrelid::regclass as t, conname from pg_constraint where contype in ('c', 'f') and connamespace = 'public'::regnamespace and conrelid <> 0
    order by contype desc loop execute format('alter table %s drop constraint if exists %I', c.t, c.conname); end loop;
  for c in select tgrelid::regclass as t, tgname from pg_trigger where not tgisinternal
    loop execute format('alter table %s disable trigger %I', c.t, c.tgname); end loop;
end $$;
create function put_row(name text, workspace_column text, workspace text) returns void language plpgsql as $$ declare names text; made text; begin
  select string_agg(quote_ident(a.attname), ', '), string_agg(case when a.attname = workspace_column then quote_literal(workspace)
    when t.typname = 'uuid' then 'gen_random_uuid()' when t.typname = 'delivery_state' then '''held''' when t.typname in ('jsonb', 'json') then '''{}'''
    when t.typcategory = 'N' then '1' when t.typcategory = 'D' then 'now()' when t.typcategory = 'B' then 'false' when t.typcategory = 'A' then '''{}'''
    when t.typname = 'bytea' then 'gen_random_uuid()::text::bytea' else quote_literal('x') end, ', ')
  into names, made from pg_attribute a join pg_type t on t.oid = a.atttypid
  where a.attrelid = name::regclass and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
    and (a.attname = workspace_column or (a.attnotnull and not a.atthasdef));
  execute format('insert into %I (%s) values (%s)', name, names, made);
end $$;
create function try_all(names text[], statement text) returns table (name text, answer int) language plpgsql as $$ begin
  foreach name in array names loop
    begin execute format(statement, name) into answer; exception when insufficient_privilege then answer := -1; end;
    return next;
  end loop;
end $$`;

/** What a statement came to in each table (`%1$I`), and -1 where it was refused. */
async function tryAll(statement: string): Promise<Record<string, number>> {
  const names = tables.map(({ name }) => name);
  const { rows } = await sql<{
    name: string;
    answer: number;
  }>`select * from try_all(${names}::text[], ${statement})`.execute(db);
  return Object.fromEntries(rows.map(({ name, answer }) => [name, answer]));
}
const everywhere = (answer: (table: string) => number): Record<string, number> =>
  Object.fromEntries(tables.map(({ name }) => [name, answer(name)]));
const counting = "select count(*) from %1$I";
const workspaceColumn = "case %1$L when 'workspace' then 'id' else 'workspace_id' end";
const putting = (workspace: string): string => `select 1 from put_row(%1$L, ${workspaceColumn}, '${workspace}')`;
const declares = (list: readonly string[] | "all", table: string): boolean => list === "all" || list.includes(table);

const refused = { code: "42501" };

test("every table stands behind the wall, or says why it belongs to no workspace", async () => {
  expect([...(await faultsOfWall(base.db)), ...(await strayTables(base.db))]).toEqual([]);
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(
    base.db,
  );
  const names = rows.map(({ name }) => name);
  expect(Object.keys(openTables).filter((name) => !names.includes(name))).toEqual([]);
  for (const { reads, writes } of purposes)
    for (const list of [reads, writes])
      if (list !== "all") expect(list.filter((name) => !names.includes(name))).toEqual([]);
});

test("the workspace is in every key: first in each table's own, on both sides of each reference, and in all that is unique", async () => {
  const { rows } = await sql<{ odd: string }>`
    with walled as (select attrelid as id, attnum as number from pg_attribute where attname = 'workspace_id' and attrelid in (
      select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')))
    select 'key ' || i.indexrelid::regclass || ' of ' || w.id::regclass as odd from walled w join pg_index i on i.indrelid = w.id
      where (i.indisprimary and i.indkey[0] <> w.number) or (i.indisunique and w.number <> all(i.indkey))
    union all
    select 'reference ' || k.conname || ' of ' || w.id::regclass from walled w join pg_constraint k on k.conrelid = w.id and k.contype = 'f'
      join walled o on o.id = k.confrelid where array_position(k.conkey, w.number) is distinct from array_position(k.confkey, o.number)
        or array_position(k.conkey, w.number) is null
    union all
    select 'no key of ' || w.id::regclass from walled w where not exists (select from pg_index i where i.indrelid = w.id and i.indisprimary)`.execute(
    base.db,
  );
  expect(rows).toEqual([]);
});

test("an index that does not begin with the workspace is one of those that rounds over all workspaces use", async () => {
  const { rows } = await sql<{ name: string }>`
    select i.indexrelid::regclass::text as name from pg_attribute a join pg_index i on i.indrelid = a.attrelid
    where a.attname = 'workspace_id' and a.attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p'))
      and i.indkey[0] <> a.attnum order by 1`.execute(base.db);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(acrossIndexes).toSorted());
});

test("a workspace meets its own rows only, in every table, whatever a statement forgets", async () => {
  expect(await inWorkspace(ours, () => tryAll(counting))).toEqual(everywhere(() => 1));
  expect(await inWorkspace(nobodys, () => tryAll(counting))).toEqual(everywhere(() => 0));
  const gone = inWorkspace(ours, () =>
    db.transaction().execute(async (trx) => {
      for (const { name, column } of tables) {
        const changed = await sql`update ${sql.table(name)} set ${sql.ref(column)} = ${sql.ref(column)}`.execute(trx);
        const deleted = await sql`delete from ${sql.table(name)}`.execute(trx);
        expect([name, changed.numAffectedRows, deleted.numAffectedRows]).toEqual([name, 1n, 1n]);
      }
      throw new Error("enough");
    }),
  );
  await expect(gone).rejects.toThrow("enough");
});

test("a workspace writes no row of another, in any table", async () => {
  expect(await inWorkspace(ours, () => tryAll(putting(theirs)))).toEqual(everywhere(() => -1));
  for (const { name, column } of tables) {
    const moved = inWorkspace(ours, () =>
      sql`update ${sql.table(name)} set ${sql.ref(column)} = ${nobodys}`.execute(db),
    );
    await expect(moved, name).rejects.toMatchObject(refused);
  }
});

test("a statement in no workspace is refused by every table, with what to do", async () => {
  expect(await tryAll(counting)).toEqual(everywhere(() => -1));
  await expect(db.selectFrom("member").select("id").execute()).rejects.toThrow(/in no workspace: put what makes it/);
});

test("what looks across workspaces reads the tables that it declares, and no others", async () => {
  for (const { name, reads, writes } of purposes)
    expect([name, await across(name, () => tryAll(counting))]).toEqual([
      name,
      everywhere((table) => (declares(reads, table) || declares(writes, table) ? 2 : -1)),
    ]);
});

test("what looks across workspaces writes only where it declares to", async () => {
  for (const { name, writes } of purposes) {
    const seen = await across(name, () => tryAll(putting(nobodys)));
    expect([name, seen]).toEqual([name, everywhere((table) => (declares(writes, table) ? 1 : -1))]);
    const put = tables.filter((table) => declares(writes, table.name));
    for (const { name: table, column } of put)
      await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${nobodys}`.execute(base.db);
  }
});

test("whoever may take a permission away across workspaces may lock the lanes, as its fence does", () => {
  for (const { name, writes } of purposes) {
    const takes = ["account", "consent", "map", "workspace"].filter((table) => declares(writes, table));
    expect([name, takes.length === 0 || declares(writes, "lane")]).toEqual([name, true]);
  }
});

test("the process works as a role that owns nothing, and cannot take the wall away", async () => {
  expect(await findRole(base.db)).toEqual({ role: serviceRole, ledger: ledgerRole, trouble: null, note: null });
  expect(await proveWall(db)).toEqual([]);
  const away = [
    "alter table member disable row level security",
    "drop policy wall_select on member",
    "truncate member",
  ];
  for (const each of away)
    await expect(
      inWorkspace(ours, () => sql.raw(each).execute(db)),
      each,
    ).rejects.toMatchObject(refused);
});

test("what one transaction was told, the connection's next one does not know", async () => {
  // What is in no workspace is left as it is here: it would show what an earlier one left behind.
  const one = openPool({ url: base.url, max: 1, wall: { role: serviceRole, ledger: ledgerRole, outside: "as login" } });
  try {
    const scope = async () =>
      (
        await sql<{
          scope: string;
          role: string;
        }>`select current_setting('relaymap.scope', true) as scope, current_user as role`.execute(one)
      ).rows[0];
    expect(await inWorkspace(ours, scope)).toEqual({ scope: ours, role: serviceRole });
    expect(await scope()).toEqual({ scope: "", role: "relaymap" });
    await inWorkspace(ours, () =>
      one.transaction().execute(async (trx) => {
        const seen = () => sql<{ scope: string }>`select current_setting('relaymap.scope', true) as scope`.execute(trx);
        expect((await seen()).rows).toEqual([{ scope: ours }]);
        expect((await across("prune", seen)).rows).toEqual([{ scope: "prune" }]);
        expect((await seen()).rows).toEqual([{ scope: ours }]);
      }),
    );
    // A statement that fails leaves nothing behind either.
    await expect(inWorkspace(ours, () => sql`select 1 / 0`.execute(one))).rejects.toThrow("division by zero");
    expect(await scope()).toEqual({ scope: "", role: "relaymap" });
  } finally {
    await one.destroy();
  }
});

test("a new table gets its wall with the migrations; one without a workspace is told, with what to do", async () => {
  await sql`create table note (workspace_id uuid not null, id int, primary key (workspace_id, id))`.execute(base.db);
  await sql`create table stray (id int primary key)`.execute(base.db);
  try {
    expect(await faultsOfWall(base.db)).toEqual([
      expect.stringMatching(/note has not today's wall.*run relaymap migrate/),
    ]);
    expect(await strayTables(base.db)).toEqual([expect.stringMatching(/stray has no workspace_id: add the column/)]);
    expect(await base.db.transaction().execute(installWall)).toBe("the wall of 1 tables");
    expect(await faultsOfWall(base.db)).toEqual([]);
  } finally {
    await sql`drop table note, stray`.execute(base.db);
  }
});

test.each([
  ["security switched off", "alter table secret disable row level security"],
  ["security not forced", "alter table secret no force row level security"],
  ["a policy lost", "drop policy wall_update on secret"],
  ["a policy that lets through", "create policy more on secret using (true)"],
])("%s is seen before anything is done", async (_, harm) => {
  await sql.raw(harm).execute(base.db);
  expect(await proveWall(db)).toContainEqual(expect.stringMatching(/the table secret has not today's wall/));
  await sql`drop policy if exists more on secret`.execute(base.db);
  await base.db.transaction().execute(installWall);
  expect(await proveWall(db)).toEqual([]);
});
