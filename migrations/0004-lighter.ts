import { type Kysely, sql } from "kysely";

/**
 * What a delivery's row no longer pays for at each of its two updates: an index for its run (the deliveries of a run stand one
 * after the other, so the run knows its first and last), a check that is parsed anew for each statement (a domain's is not),
 * and, when it is planned, a look at its account (planning holds the account instead).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const states = `'held','ready','sending','published','retry_wait','rejected','unknown','cancelled','expired'`;

/** Indexes whose condition names the state: their column changes its type, so they are made anew. */
const byState = {
  delivery_sending: `create unique index delivery_sending on delivery (workspace_id, account_id) where state = 'sending'`,
  delivery_lane: `create index delivery_lane on delivery (workspace_id, account_id, due_at, id) where state in ('ready','retry_wait')`,
  delivery_unknown: `create index delivery_unknown on delivery (workspace_id, account_id, looked_at) where state = 'unknown'`,
  delivery_held: `create index delivery_held on delivery (workspace_id, account_id, id) where state = 'held'`,
  delivery_expiry: `create index delivery_expiry on delivery (expires_at) where state in ('held','ready','retry_wait')`,
  delivery_map: `create index delivery_map on delivery (workspace_id, map_id, id) where state = 'held'`,
  delivery_state: `create index delivery_state on delivery (workspace_id, state, id) where state in ('held','unknown','rejected','cancelled','expired')`,
  delivery_waits: `create index delivery_waits on delivery (workspace_id, account_id) where state = 'held' and reason_code in ('reconnect','paused','map_paused')`,
};

const statements = [
  `alter table run add column first_delivery bigint, add column last_delivery bigint`,
  `comment on column run.first_delivery is 'its deliveries lie between this number and last_delivery: plans of one workspace are made one after the other'`,
  `update run r set first_delivery = d.first, last_delivery = d.last from (
    select workspace_id, run_id, min(id) as first, max(id) as last from delivery group by 1, 2) d
    where d.workspace_id = r.workspace_id and d.run_id = r.id`,
  `drop index delivery_run`,
  `alter table delivery drop constraint delivery_workspace_id_account_id_fkey`,
  `create function forget_account() returns trigger language plpgsql as $$
  begin
    with gone as (delete from delivery where workspace_id = old.workspace_id and account_id = old.id returning workspace_id, id)
    delete from attempt t using gone where t.workspace_id = gone.workspace_id and t.delivery_id = gone.id;
    return null;
  end $$`,
  `create trigger account_gone after delete on account for each row execute function forget_account()`,
  `create domain delivery_state as text check (value in (${states}))`,
  `alter table delivery drop constraint delivery_state_check`,
  ...Object.keys(byState).map((name) => `drop index ${name}`),
  `alter table delivery alter column state type delivery_state`,
  ...Object.values(byState),
];
