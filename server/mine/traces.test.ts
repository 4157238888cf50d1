import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { nobodys } from "./nobodys.ts";
import { traces } from "./traces.ts";

let database: TestDatabase;
let columns: { table: string; column: string; key: string | null }[];

beforeAll(async () => {
  database = await testDatabase({ max: 1 });
  const { rows } = await sql<(typeof columns)[number]>`
    select c.relname as table, a.attname as column, (
      select f.relname from pg_constraint k join pg_class f on f.oid = k.confrelid
      where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey) and f.relname in ('member', 'auth_user', 'account', 'delivery')
        and a.attname <> 'workspace_id' limit 1) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1, a.attnum`.execute(
    database.db,
  );
  columns = rows;
});
afterAll(() => database.drop());

/** How columns are called that hold a person, their sign-in, their address, an account or a post of theirs. */
const personal =
  /(^|_)(member|user|person|people|owner|author|signer|inviter)(_?ids?)?$|userId|_by$|^by_|email|address$|session|account_id|delivery_id|handle|remote_|^subject$/;

const named = new Set(traces.map(({ table, column }) => `${table}.${column}`));

test("Every column that refers to a person, to an account or to a post of theirs is among the traces", () => {
  expect(columns.length).toBeGreaterThan(500);
  const missing = columns
    .filter(({ column, key }) => key !== null || personal.test(column))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !named.has(name) && !Object.hasOwn(nobodys, name));
  expect(missing, "add these to server/mine/traces.ts: what does leaving do to them?").toEqual([]);
});

test("Every trace is a column that there is, and none is named twice", () => {
  const there = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  expect([...named, ...Object.keys(nobodys)].filter((name) => !there.has(name))).toEqual([]);
  expect(named.size).toBe(traces.length);
  expect(Object.keys(nobodys).filter((name) => named.has(name))).toEqual([]);
});
