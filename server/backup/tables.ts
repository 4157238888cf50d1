import type { ClientBase } from "pg";

/**
 * What no backup holds, though it stands among our tables. Sessions and one-time links that ended since must not come back to life; what
 * was begun at a network's page ends with it; and what tells this database from another is not the other's.
 */
const left = new Set([
  "auth_session",
  "auth_verification",
  "connect_flow",
  "connect_choice",
  // Whose windows are open.
  "presence",
  "lineage",
  "keeper",
  "worker",
  "ledger_set",
  "kysely_migration",
  "kysely_migration_lock",
  // Which files lie where: of a machine, not of its data.
  "backup",
]);

export type Table = {
  name: string;
  columns: string[];
  as: "text" | "binary";
  /** Bytes on the server's disk, for how far it is. */
  size: number;
};

/** What COPY writes in the same form on every version that we know, and reads back whatever numbers a server gave its types. */
const plain = new Set("bool bytea int2 int4 int8 float4 float8 text uuid timestamptz jsonb".split(" "));

/** Everything to be kept, found in the database itself, so that a new table needs nothing done here. The queue's schema is not ours: whoever sent a job sends it again. */
export async function readTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; types: string[]; size: string }>(`
    select c.relname as name, pg_table_size(c.oid)::text as size, f.columns, f.types
    from pg_class c cross join lateral (
      select array_agg(a.attname::text order by a.attnum) as columns, array_agg(t.typname::text) as types
      from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') f
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r','p') and not c.relispartition
      and c.relowner = (select relowner from pg_class where oid = 'workspace'::regclass)
    order by c.relname`);
  return rows
    .filter(({ name }) => !left.has(name))
    .map(({ name, columns, types, size }) => {
      // Bytes as text are twice as long; everything else is text, which outlives versions and can be read.
      const binary = types.includes("bytea") && types.every((type) => plain.has(type));
      return { name, columns, as: binary ? "binary" : "text", size: Number(size) };
    });
}

/** How values are written and read: whatever the server's own manners are. Ends with the transaction. */
export const manners = `set local timezone to 'UTC'; set local datestyle to 'ISO, MDY'; set local intervalstyle to 'postgres';
  set local bytea_output to 'hex'; set local extra_float_digits to 1; set local statement_timeout to 0;
  set local idle_in_transaction_session_timeout to 0; set local client_encoding to 'UTF8'`;
