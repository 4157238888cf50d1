import { type Kysely, sql } from "kysely";

/**
 * One word, one meaning, in the tables too: a reading is a measurement, so a map's place in a source is its offset; the plan is
 * the compiled map, so a run schedules deliveries. What nothing reads any more goes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table reading rename to map_offset`,
  `alter index reading_pkey rename to map_offset_pkey`,
  `alter index reading_workspace_id_source_id_idx rename to map_offset_workspace_id_source_id_idx`,
  `alter table map_offset rename constraint reading_workspace_id_map_id_fkey to map_offset_workspace_id_map_id_fkey`,
  `alter table map_offset rename constraint reading_workspace_id_source_id_fkey to map_offset_workspace_id_source_id_fkey`,

  `alter table run drop constraint run_state_check`,
  `drop index run_open`,
  `update run set state = 'scheduling' where state = 'planning'`,
  `alter table run add constraint run_state_check
    check (state in ('waiting','polling','scheduling','done','failed','skipped'))`,
  `create index run_open on run (workspace_id, due_at) where state in ('waiting','polling','scheduling')`,
  `comment on column run.targets is 'items that reached each target node × accounts it expanded to: what the balance compares with deliveries and drops'`,
  `comment on column run.first_delivery is 'its deliveries lie between this number and last_delivery: runs of one workspace schedule one after the other'`,

  `alter table item drop column link_hash, drop column text_hash`,
  `alter table poll drop column held`,
  `comment on table poll is 'only polls that brought items; an empty poll costs a counter on the source'`,
];
