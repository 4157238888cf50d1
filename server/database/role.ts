import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { across as acrossFor, inWorkspace } from "./scope.ts";
import { faultsOfWall, ledgerRole, serviceRole } from "./wall.ts";
import type { Db, Trx } from "../ports.ts";

/** What of our tables only the migrations write. */
const kept = ["kysely_migration", "kysely_migration_lock", "ledger_set"];

/**
 * Makes the roles that the process works as: they own nothing, may not sign in, and are under the walls; the ledger's has what the service's
 * has. Where the login may make no roles all stays as it is, and `findRole` says so. Whoever calls holds the migration lock. The policies
 * name them: before the wall.
 */
export async function makeRoles(trx: Trx): Promise<void> {
  const one = (role: string): string => `
  if to_regrole('${role}') is null then
    begin create role ${role} nologin;
    exception when insufficient_privilege or duplicate_object or unique_violation then null; end;
  end if;
  if to_regrole('${role}') is not null and not pg_has_role(current_user, '${role}', 'member') then
    begin execute format('grant ${role} to %I', current_user);
    exception when insufficient_privilege then null; end;
  end if;`;
  await sql
    .raw(`do $$ begin ${one(serviceRole)} ${one(ledgerRole)}
  if to_regrole('${serviceRole}') is not null and to_regrole('${ledgerRole}') is not null and not pg_has_role('${ledgerRole}', '${serviceRole}', 'usage') then
    begin grant ${serviceRole} to ${ledgerRole};
    exception when insufficient_privilege then null; end;
  end if;
end $$`)
    .execute(trx);
}

/** Gives the service's role what it needs of the tables, which are all there. */
export async function grantTables(trx: Trx): Promise<void> {
  await sql
    .raw(`do $$ begin
  if to_regrole('${serviceRole}') is null then return; end if;
  execute 'create schema if not exists queue';
  -- Grants that are there are not made again: that would write the catalogue anew at each start.
  if exists (select from pg_class c where c.relnamespace in (current_schema()::regnamespace, 'queue'::regnamespace) and c.relkind in ('r', 'p')
      and c.relname not in (${kept.map((name) => `'${name}'`).join(", ")}) and not has_table_privilege('${serviceRole}', c.oid, 'insert'))
    or not has_schema_privilege('${serviceRole}', 'queue', 'usage') then
    execute format('grant usage on schema %I, queue to ${serviceRole}', current_schema());
    execute format('grant select, insert, update, delete on all tables in schema %I, queue to ${serviceRole}', current_schema());
    execute format('grant usage on all sequences in schema %I, queue to ${serviceRole}', current_schema());
    revoke insert, update, delete on ${kept.join(", ")} from ${serviceRole};
    -- The queue makes its tables itself, later, as the same login.
    alter default privileges in schema queue grant select, insert, update, delete on tables to ${serviceRole};
    alter default privileges in schema queue grant usage on sequences to ${serviceRole};
  end if;
end $$`)
    .execute(trx);
}

/** `role`: what transactions take; null: the login's own. `ledger`: what the ledger's rounds take. `trouble`: why the second wall does not stand, and what to do. */
export type Standing = { role: string | null; ledger: string | null; trouble: string | null; note: string | null };

type Login = {
  login: string;
  unbound: boolean;
  owns: boolean;
  there: boolean;
  member: boolean;
  fit: boolean;
  rounds: boolean;
};

/**
 * As what the process may work: the role where the login may take it; else as the login, which meets the wall, too, unless it is one that
 * PostgreSQL lets pass every policy.
 */
export async function findRole(db: Db): Promise<Standing> {
  const { rows } = await sql<Login>`
    select r.rolname as login, r.rolsuper or r.rolbypassrls as unbound, s.oid is not null as there,
      coalesce(pg_has_role(r.oid, s.oid, 'member'), false) as member,
      coalesce(not s.rolsuper and not s.rolbypassrls and not exists (select from pg_class where relowner = s.oid), false) as fit,
      exists (select from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relowner = r.oid) as owns,
      exists (select from pg_roles l where l.rolname = ${ledgerRole} and not l.rolsuper and not l.rolbypassrls and pg_has_role(r.oid, l.oid, 'member')
        and pg_has_role(l.oid, s.oid, 'usage') and not exists (select from pg_class where relowner = l.oid)) as rounds
    from pg_roles r left join pg_roles s on s.rolname = ${serviceRole} where r.rolname = current_user`.execute(db);
  const { login, unbound, owns, there, member, fit, rounds } = rows[0]!;
  if (member && fit)
    return {
      role: serviceRole,
      ledger: rounds ? ledgerRole : null,
      trouble: null,
      note: rounds
        ? null
        : `the ledger's rounds take twice as much of the database as they need: run create role ${ledgerRole} nologin; grant ${serviceRole} to ${ledgerRole}; grant ${ledgerRole} to "${login}"; as somebody who may, then relaymap migrate.`,
    };
  const todo = !there
    ? `run create role ${serviceRole} nologin; grant ${serviceRole} to "${login}"; as somebody who may, then relaymap migrate`
    : !fit
      ? `run alter role ${serviceRole} nosuperuser nobypassrls, and give what it owns to somebody else`
      : `run grant ${serviceRole} to "${login}" as somebody who may, then relaymap migrate`;
  if (unbound)
    return {
      role: null,
      ledger: null,
      trouble: `its user ${login} passes every row-level security, and may not take the role ${serviceRole}, so that a statement which forgets its workspace would be stopped by nothing: ${todo}.`,
      note: null,
    };
  const note = `workspaces are kept apart, but its user ${login}${owns ? " owns the tables and" : ""} could take the walls away: ${todo}.`;
  return { role: null, ledger: null, trouble: null, note };
}

/**
 * Tries the wall as the process will meet it: nobody's workspace shows no row of any table, takes none, and a statement in no workspace is
 * refused. `db`: behind the wall. Gives what does not hold, in sentences.
 */
export async function proveWall(db: Db): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relrowsecurity order by 1`.execute(
    db,
  );
  const faults = (await faultsOfWall(db)).slice(0, 3);
  const [mine, other] = [randomUUID(), randomUUID()];
  await inWorkspace(mine, async () => {
    const looks = tables.map(
      ({ name }) => sql`select ${name}::text as name where exists (select from ${sql.table(name)})`,
    );
    const { rows: seen } = await sql<{ name: string }>`${sql.join(looks, sql` union all `)}`.execute(db);
    for (const { name } of seen) faults.push(`the rows of ${name} can be seen from any workspace`);
  });
  const writes = () =>
    inWorkspace(mine, () => sql`insert into workspace (id, name) values (${other}, 'nobody''s')`.execute(db));
  const reads = () => sql`select wall_workspace()`.execute(db);
  if (!(await isRefused(writes))) {
    faults.push("another workspace can be written to");
    await acrossFor("start", () => sql`delete from workspace where id = ${other}`.execute(db));
  }
  if (!(await isRefused(reads))) faults.push("a statement in no workspace is answered");
  return faults;
}

async function isRefused(work: () => Promise<unknown>): Promise<boolean> {
  return await work().then(
    () => false,
    (error: unknown) => {
      // 42501, insufficient_privilege: what row-level security and our own refusal say.
      if (error instanceof Error && "code" in error && error.code === "42501") return true;
      throw error;
    },
  );
}
