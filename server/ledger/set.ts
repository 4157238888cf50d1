import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import { deliveryStates, transitions } from "#engine/delivery.ts";
import type { Db, Trx } from "../ports.ts";
import { set } from "./set.gen.ts";

/**
 * The ledger's functions stand in `sql/` as they are today, and go into the database as one set. Its number only goes forward
 * (`npm run generate` raises it where a text changed), so that a process knows whether the functions it meets are its own.
 */
export const setNumber = set.number;

/** In the order in which they are made: what another needs while it is made comes first. */
const files = ["consent", "target", "fence", "forget", "chain", "settle", "campaign", "evergreen", "gate", "round"];

/** The whole set as SQL, without its number: what stands in the files, and what the engine's tables say. */
export async function readSet(): Promise<{ text: string; digest: string }> {
  const texts = await Promise.all(files.map((name) => readFile(new URL(`./sql/${name}.sql`, import.meta.url), "utf8")));
  const text = [states(), moves(), ...texts].join("\n");
  return { text, digest: createHash("sha256").update(text).digest("hex").slice(0, 16) };
}

/** The column's domain takes the states of the engine's table and no others. Looked at anew only where they changed: that reads all deliveries. */
function states(): string {
  const list = deliveryStates.map((state) => `'${state}'`).join(", ");
  const check = `check (value in (${list}))`;
  return `do $$ declare old record; begin
  if not exists (select from pg_description where objoid = 'delivery_state'::regtype and description = $d$${list}$d$) then
    for old in select conname from pg_constraint where contypid = 'delivery_state'::regtype and contype = 'c'
    loop execute format('alter domain delivery_state drop constraint %I', old.conname); end loop;
    alter domain delivery_state add constraint delivery_state_check ${check};
    comment on domain delivery_state is $d$${list}$d$;
  end if;
end $$;`;
}

/**
 * The engine's table of transitions, which every write obeys, whoever makes it: an update that goes another way fails. A trigger's
 * condition is read anew for each statement, so all that it asks stands in a function that is read once a session: with the two steps
 * of every usual post in the condition a round took 1 to 6 % longer, with the list 5 to 7 %. What is partly out ends as published.
 */
function moves(): string {
  const steps = deliveryStates.flatMap((from) => transitions[from].map((to) => `${from} ${to}`));
  const list = `'{${steps.map((step) => `"${step}"`).join(",")}}'::text[]`;
  return `create function ledger_may(from_state text, to_state text) returns boolean language plpgsql immutable as $$
begin
  return from_state || ' ' || to_state = any (${list});
end $$;
create function ledger_astray(was delivery_state, will delivery_state, part int) returns boolean language plpgsql immutable as $$
begin
  return was <> will and not (was = 'ready' and will = 'sending') and not (was = 'sending' and will = 'published')
    and (not ledger_may(was, will) or (part > 0 and will in ('cancelled','expired','rejected')));
end $$;
create function ledger_refuse_move() returns trigger language plpgsql as $$
begin
  raise exception 'delivery % may not go from % to %', old.id, old.state, new.state using errcode = 'check_violation';
end $$;
create trigger delivery_moves after update of state on delivery for each row
  when (ledger_astray(old.state, new.state, new.part)) execute function ledger_refuse_move();`;
}

/** Of the set before it nothing stays, whatever it was called; no table may depend on a function of the set. */
const clear = `do $$ declare old record; begin
  for old in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = current_schema() and p.proname like 'ledger\\_%'
  loop execute format('drop function %s cascade', old.name); end loop;
end $$;`;

/**
 * Puts our set in the place of an older one. Gives what was done, in words; null where ours is there. The migrations that make its
 * tables come before; whoever calls holds the migration lock, and has seen that the database's set is not newer than ours.
 */
export async function installSet(trx: Trx): Promise<string | null> {
  const { text, digest } = await readSet();
  const { rows } = await sql<{ number: number; digest: string }>`select number, digest from ledger_set`.execute(trx);
  if (rows[0]?.number === setNumber && rows[0].digest === digest) return null;
  const number = `create function ledger_set_number() returns int language sql immutable as 'select ${setNumber}';`;
  await sql.raw([clear, number, text].join("\n")).execute(trx);
  await sql`insert into ledger_set (number, digest) values (${setNumber}, ${digest})
    on conflict (one) do update set number = excluded.number, digest = excluded.digest, installed_at = now()`.execute(
    trx,
  );
  return `ledger functions ${setNumber}`;
}

/** The number of the set in the database; 0 where there is none. */
export async function installedSet(db: Db | Trx): Promise<number> {
  const { rows: there } = await sql<{ there: boolean }>`
    select to_regclass('ledger_set') is not null as there`.execute(db);
  if (there[0]?.there !== true) return 0;
  const { rows } = await sql<{ number: number }>`select number from ledger_set`.execute(db);
  return rows[0]?.number ?? 0;
}

/** What a process is told whose set is older than the database's: it must not publish, nor start. */
export const newerSet = (number: number): string =>
  `A newer Relaymap has brought this database up to date (ledger functions ${number}, this one knows ${setNumber}): update this one.`;
