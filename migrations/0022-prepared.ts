import { type Kysely, sql } from "kysely";

/** What a network was given before the gate for a delivery's part (uploaded pictures): it outlives the process that uploaded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table prepared (
        workspace_id uuid not null, delivery_id bigint not null, part int not null, data jsonb, failure jsonb, ready boolean not null default false,
        ends_at timestamptz, primary key (workspace_id, delivery_id, part),
        foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade)`,
    )
    .execute(db);
}
