import { type Kysely, sql } from "kysely";

/**
 * A map that looks and finds nothing new costs a counter, not a run with its steps. `look` holds what is under way, and makes each time of
 * a map come once; it also says when a map of today looked last. Runs that found nothing stay as they are, and are counted instead by and
 * by (server/run/prune.ts), since there may be millions of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table look (
    workspace_id uuid not null, map_id uuid not null, last_slot timestamptz not null, slot timestamptz, missed boolean not null default false,
    begun_at timestamptz not null, until timestamptz, tries int not null default 0, looked_at timestamptz, empty_at timestamptz,
    primary key (workspace_id, map_id),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade,
    constraint look_leased check ((slot is null) = (until is null))) with (fillfactor = 50)`,
  `comment on table look is 'the scheduled look of a map that is under way (slot), or its last one'`,
  `comment on column look.last_slot is 'the time that was taken last: none is taken twice in a row'`,
  `comment on column look.until is 'lease of the process that looks; what it leaves is taken over'`,
  `comment on column look.empty_at is 'when it looked last and found nothing new'`,
  `create index look_open on look (until) where slot is not null`,

  `create table look_day (
    workspace_id uuid not null, map_id uuid not null, day date not null, hours int[] not null,
    primary key (workspace_id, map_id, day),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade,
    constraint look_day_hours check (array_length(hours, 1) = 24)) with (fillfactor = 50)`,
  `comment on column look_day.hours is 'looks that found nothing new, by hour of the day, UTC'`,
  `create index look_day_day on look_day (day)`,

  `insert into look (workspace_id, map_id, last_slot, begun_at, looked_at)
    select map.workspace_id, map.id, last.due_at, coalesce(last.started_at, last.due_at), coalesce(last.finished_at, last.started_at)
    from map cross join lateral (
      select due_at, started_at, finished_at from run where run.workspace_id = map.workspace_id and run.map_id = map.id and cause = 'schedule'
      order by due_at desc limit 1) last`,
  `create index run_empty on run (finished_at)
    where cause = 'schedule' and state = 'done' and items = 0 and deliveries = 0 and warnings = '[]'::jsonb`,
];
