import { type Kysely, sql } from "kysely";

/** Pictures that deliveries were to show and that could not be had when they were scheduled: why, and until when they wait for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table missing_picture (
    workspace_id uuid not null, delivery_id bigint not null, address text not null, alt text, describe boolean not null default false,
    code text not null, drops boolean not null default false, until timestamptz, next_at timestamptz, tries int not null default 0,
    primary key (workspace_id, delivery_id),
    foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade)`,
  `comment on column missing_picture.code is 'why it could not be had the last time, as server/media/error.ts names it'`,
  `comment on column missing_picture.drops is 'at the end of its wait the delivery is let go; else it goes out without'`,
  `comment on column missing_picture.next_at is 'when it is asked for again; null: its delivery does not wait for it, or no longer'`,
  `create index missing_picture_due on missing_picture (next_at) where next_at is not null`,
];
