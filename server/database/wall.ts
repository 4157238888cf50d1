import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db, Trx } from "../ports.ts";
import { isOpen, type Purpose, purposes } from "./across.ts";

/**
 * The second wall between workspaces. The first is every statement's own `workspace_id = …`; where one forgets it, or takes it from the
 * wrong place, each table's policies let it meet the rows of the workspace that the transaction was begun for (`scope.ts`) and no others.
 * They hold for the tables' owner too, and the process works as a role that owns nothing.
 *
 * A table gets its wall at the end of the migrations, by its column `workspace_id`: a new one needs nothing but that column, at the head of
 * its keys. What looks across workspaces is declared in `across.ts`.
 */
export const serviceRole = "relaymap_service";
/**
 * As which the ledger's rounds work (`across("ledger")`): a role for which its declared tables' policies hold without being asked. As the
 * service's they were looked at anew by each statement, four a table, and a round of ten lanes took 5.6 ms of the database instead of 2.2.
 */
export const ledgerRole = "relaymap_ledger";

const scope = "(select current_setting('relaymap.scope', true))";

/** Gives the workspace of the transaction. What is not allowed here fails, loudly: to see nothing would look like having nothing to do. */
const wallFunction = `create or replace function wall_workspace() returns uuid language plpgsql stable as $$
declare scope text := current_setting('relaymap.scope', true);
begin
  if scope ~ '^[0-9a-f-]{36}$' then return scope::uuid; end if;
  if coalesce(scope, '') = '' then
    raise exception 'this statement is in no workspace: put what makes it into inWorkspace() or across()' using errcode = 'insufficient_privilege';
  end if;
  raise exception 'what looks across workspaces for "%" may not do this here: see server/database/across.ts', scope using errcode = 'insufficient_privilege';
end $$`;

/** What only the tables' owner may, and the process needs: statistics of deliveries, after many came at once. */
const countFunction = `create or replace function wall_count_deliveries() returns void language plpgsql security definer as $$
begin
  analyze delivery (workspace_id, account_id, state, due_at, expires_at);
end $$`;

type Command = "select" | "insert" | "update" | "delete";
const commands: readonly Command[] = ["select", "insert", "update", "delete"];

/** Who may meet any workspace's rows of a table by such a statement. To change rows is to read them, too. */
function allowed(table: string, command: Command): Purpose[] {
  return purposes
    .filter(({ reads, writes }) => covers(writes, table) || (command === "select" && covers(reads, table)))
    .map(({ name }) => name)
    .toSorted();
}

const covers = (tables: readonly string[] | "all", table: string): boolean =>
  tables === "all" || tables.includes(table);

/** The policies of a table, as SQL, by their names. `column` holds the workspace; `rounds`: the ledger's role is there. */
function policies({
  name: table,
  column,
  rounds,
}: Pick<Table, "name" | "rounds"> & { column: string }): Map<string, string> {
  const free = commands
    .filter((command) => rounds && allowed(table, command).includes("ledger"))
    .map((command): [string, string] => {
      const clauses = { select: ["using"], insert: ["with check"], update: ["using"], delete: ["using"] };
      return [
        `wall_ledger_${command}`,
        `for ${command} to ${ledgerRole} ${clauses[command].map((clause) => `${clause} (true)`).join(" ")}`,
      ];
    });
  return new Map([
    ...free,
    ...commands.map((command): [string, string] => {
      const list = ["migrate", ...allowed(table, command)].map((name) => `'${name}'`).join(", ");
      // The cheap question first: the other is then never asked. Said as a case, of which the planner thinks that half of the rows fulfil it;
      // of the same as an "or" it thought that hardly any did, and walked over whole indexes (seven times the ledger's work).
      const holds = `case when ${scope} in (${list}) then true else ${column} = (select wall_workspace()) end`;
      const clauses = { select: ["using"], insert: ["with check"], update: ["using", "with check"], delete: ["using"] };
      const said = clauses[command].map((clause) => `${clause} (${holds})`).join(" ");
      return [`wall_${command}`, `for ${command} ${said}`];
    }),
  ]);
}

type Table = {
  name: string;
  column: string | null;
  secured: boolean;
  forced: boolean;
  walls: string | null;
  rounds: boolean;
};

/** Every table of ours, what of it holds the workspace, and the wall that it has: its policies as they were made. */
async function readTables(db: Db | Trx): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select c.relname as name, case when c.relname = 'workspace' then 'id' else
        (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped) end as column,
      c.relrowsecurity as secured, c.relforcerowsecurity as forced, to_regrole('${sql.raw(ledgerRole)}') is not null as rounds,
      (select string_agg(p.polname || ' ' || coalesce(obj_description(p.oid, 'pg_policy'), ''), E'\n' order by p.polname) from pg_policy p where p.polrelid = c.oid) as walls
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1`.execute(
    db,
  );
  return rows;
}

/** What a table's wall should be, as it is noted on the policies: a text, since PostgreSQL writes a policy's own in its own way. */
const wanted = (table: Parameters<typeof policies>[0]): string =>
  [...policies(table)]
    .map(([policy, text]) => `${policy} ${text}`)
    .toSorted()
    .join("\n");

const walled = ({ name, column, secured, forced, walls, rounds }: Table): boolean =>
  column !== null && secured && forced && walls === wanted({ name, column, rounds });

/** What is wrong with the walls of this database, in sentences: tables whose rows belong to workspaces, and that have another wall than today's. */
export async function faultsOfWall(db: Db | Trx): Promise<string[]> {
  const behind = (await readTables(db)).filter((table) => table.column !== null && !walled(table));
  return behind.map(
    ({ name }) =>
      `the table ${name} has not today's wall (row-level security, forced, and four policies): run relaymap migrate`,
  );
}

/** What is wrong with the tables as they were drawn (for a test): each has a workspace, or says why not. */
export async function strayTables(db: Db): Promise<string[]> {
  const tables = await readTables(db);
  return tables.flatMap((table) => {
    const { name, column } = table;
    if (column === null)
      return isOpen(name)
        ? []
        : [
            `the table ${name} has no workspace_id: add the column, at the head of its primary key and of its indexes; or declare in server/database/across.ts (openTables) why it belongs to no workspace`,
          ];
    return isOpen(name) ? [`the table ${name} has a workspace_id, and is declared as belonging to none`] : [];
  });
}

/** Gives each table with a workspace the wall that it should have today. Answers in words what was done; null where nothing was to do. */
export async function installWall(trx: Trx): Promise<string | null> {
  const { rows } = await sql<{ there: string | null; schema: string }>`
    select obj_description(to_regproc('wall_workspace'), 'pg_proc') as there, quote_ident(current_schema()) as schema`.execute(
    trx,
  );
  const { there, schema } = rows[0]!;
  const text = `${wallFunction};\n${countFunction};
    alter function wall_count_deliveries() set search_path = ${schema}, pg_temp`;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  if (there !== digest) await sql.raw(`${text}; comment on function wall_workspace() is '${digest}'`).execute(trx);
  const behind = (await readTables(trx)).filter((table) => table.column !== null && !walled(table));
  for (const { name, column, rounds } of behind) {
    const table = `"${name}"`;
    const statements = [
      `do $$ declare old record; begin for old in select polname from pg_policy where polrelid = '${table}'::regclass
        loop execute format('drop policy %I on ${table}', old.polname); end loop; end $$`,
      `alter table ${table} enable row level security, force row level security`,
    ];
    for (const [policy, text] of policies({ name, column: column!, rounds }))
      statements.push(
        `create policy ${policy} on ${table} ${text}`,
        `comment on policy ${policy} on ${table} is '${text.replaceAll("'", "''")}'`,
      );
    await sql.raw(statements.join(";\n")).execute(trx);
  }
  return behind.length === 0 ? null : `the wall of ${behind.length} tables`;
}
