import { sql } from "kysely";
import type { DB } from "../database/db.gen.ts";
import { notFound } from "../errors.ts";
import type { Db } from "../ports.ts";
import { holds } from "./erase.ts";
import type { Person } from "./person.ts";
import type { Trace } from "./trace.ts";
import { traces } from "./traces.ts";

/** Rows of one answer, and how far anybody is told: more than a person makes in a working life. */
const most = 500;
const deepest = 1_000_000;

/** Tables whose rows are a person's own: they get them all. */
const own = traces.filter((trace) => trace.own);
export const ownTables: readonly (keyof DB)[] = [...new Set(own.map(({ table }) => table))];

/** Never told, to nobody: what opens something, and keys of ours. */
const secret = /token|password|secret|sealed|(^|_)key$|^workspace_?id$/iu;

type Who = Pick<Person, "workspaceId" | "memberId" | "userId" | "email" | "accounts">;

/** What it takes to find somebody's rows. */
export async function whoIs(db: Db, caller: Pick<Who, "workspaceId" | "memberId" | "userId" | "email">): Promise<Who> {
  const accounts = await db
    .selectFrom("account")
    .select("id")
    .where("workspace_id", "=", caller.workspaceId)
    .where("member_id", "=", caller.memberId)
    .execute();
  const { workspaceId, memberId, userId, email } = caller;
  return { workspaceId, memberId, userId, email: email.toLowerCase(), accounts: accounts.map(({ id }) => id) };
}

const whose = (table: keyof DB, who: Who) => {
  const mine = own
    .filter((trace): trace is Trace => trace.table === table)
    .map((trace) => {
      const rows = holds(trace, { ...who, elsewhere: false, words: [] });
      const by = trace.by === undefined ? null : sql.raw(trace.by);
      return by === null ? rows : sql`(${rows} and (${by} is null or ${by} = ${who.memberId}::uuid))`;
    });
  const place = table.startsWith("auth_") ? sql`true` : sql`workspace_id = ${who.workspaceId}`;
  return sql`${place} and (${sql.join(mine, sql` or `)})`;
};

/** How many rows there are about somebody, by table. */
export async function countStored(db: Db, who: Who): Promise<{ table: keyof DB; rows: number }[]> {
  const counts = ownTables.map(
    (table) =>
      sql`select ${table}::text as "table", count(*)::int as rows from ${sql.table(table)} where ${whose(table, who)}`,
  );
  const { rows } = await sql<{ table: keyof DB; rows: number }>`${sql.join(counts, sql` union all `)}`.execute(db);
  return rows;
}

/** Rows of a table that are somebody's, as they are stored, but for what is secret. `next`: where to go on; null at the end. Throws 404 for a table that is nobody's own. */
export async function readStored(
  db: Db,
  who: Who,
  { table: name, after }: { table: string; after: number },
): Promise<{ rows: Record<string, unknown>[]; next: number | null }> {
  const table = ownTables.find((each) => each === name);
  if (table === undefined) throw notFound();
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(t) as row from ${sql.table(table)} t where ${whose(table, who)} order by t.ctid offset ${after} limit ${most + 1}`.execute(
    db,
  );
  const shown = rows.slice(0, most).map(({ row }) => told(row));
  return { rows: shown, next: rows.length > most && after + most < deepest ? after + most : null };
}

/** Without what is secret, and without bytes. */
const told = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([name, value]) => !secret.test(name) && !(typeof value === "string" && value.startsWith("\\x")),
    ),
  );
