import { sql } from "kysely";
import type { Trx } from "../ports.ts";

/**
 * Takes away what stands between rows and their tables, and empties these: foreign keys (whatever the order), triggers, and the
 * words that a delivery's state may be (those of the functions' set, which comes last, and not those of the numbered steps). Gives what
 * puts it back, whereby every row is checked. (Walls come with the end of the migrations, after this.)
 */
export async function loosen(trx: Trx, names: readonly string[]): Promise<() => Promise<void>> {
  const { rows: keys } = await sql<{ undo: string; redo: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as undo,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as redo
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace`.execute(
    trx,
  );
  const { rows: triggers } = await sql<{ undo: string; redo: string }>`
    select distinct format('alter table %s disable trigger user', tgrelid::regclass) as undo,
      format('alter table %s enable trigger user', tgrelid::regclass) as redo
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = current_schema()::regnamespace`.execute(trx);
  const all = [...keys, ...triggers];
  await run(
    trx,
    all.map(({ undo }) => undo),
  );
  await sql`truncate ${sql.join(names.map((name) => sql.table(name)))}`.execute(trx);
  await sql
    .raw(
      `do $$ declare old record; begin
        for old in select conname from pg_constraint where contypid = to_regtype('delivery_state') and contype = 'c'
        loop execute format('alter domain delivery_state drop constraint %I', old.conname); end loop;
        if to_regtype('delivery_state') is not null then comment on domain delivery_state is null; end if;
      end $$`,
    )
    .execute(trx);
  return () => run(trx, all.map(({ redo }) => redo).toReversed());
}

async function run(trx: Trx, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(trx);
}
