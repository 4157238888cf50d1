import { type Kysely, sql } from "kysely";

/**
 * Items that steps keep for later (engine/keeping.ts): each once a step, as the steps before had made it, in the order in which they came
 * (`place`). `map.kept_at` is the earliest time at which one of the map's is given back, so that a look for what is due reads maps and
 * not items.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table kept (
    workspace_id uuid not null, map_id uuid not null, node_id text not null, item_key text not null, place bigint not null, title text not null,
    item jsonb not null, item_seq bigint, source_id uuid, review boolean not null default false, since timestamptz not null,
    due_at timestamptz not null, answer jsonb,
    primary key (workspace_id, map_id, node_id, item_key),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade)`,
  `comment on table kept is 'what steps of maps keep, to be given back to them'`,
  `comment on column kept.title is 'as its source says it'`,
  `comment on column kept.item is 'as engine/item.ts stores it, rewritten by the steps before'`,
  `comment on column kept.review is 'its poll was held by the flood protection: what comes of it waits for a person'`,
  `comment on column kept.answer is 'what a person said of it (engine/keeping.ts)'`,
  `create index kept_place on kept (workspace_id, map_id, node_id, place)`,
  `create index kept_due on kept (workspace_id, map_id, due_at)`,

  `alter table map add column kept_at timestamptz`,
  `comment on column map.kept_at is 'when one of its steps is given back something it keeps; null: nothing is kept'`,
  `create index map_kept on map (kept_at) where kept_at is not null and state = 'live'`,

  `alter table step add column back int not null default 0, add column kept int not null default 0, add column made int not null default 0`,
  `comment on column step.kept is 'items_in + back + made = what left + drops + kept'`,
  `alter table run drop constraint run_cause_check`,
  `alter table run add constraint run_cause_check check (cause in ('schedule','manual','publish','receive','due'))`,
];
