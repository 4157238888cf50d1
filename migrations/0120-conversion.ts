import { type Kysely, sql } from "kysely";

/** What a company's own site tells came of its posts, each once; and by which key it may tell so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const kinds = ["visit", "contact", "registration", "entry", "hire"];

const statements = [
  `create table conversion_key (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(), name text not null,
    sealed bytea not null, made_at timestamptz not null default now(), used_at timestamptz, primary key (workspace_id, id))`,
  `comment on table conversion_key is 'who may tell of conversions: the secret that signs, sealed; id stands in the address'`,
  `create index conversion_key_id on conversion_key (id)`,
  `create table conversion (
    workspace_id uuid not null references workspace(id) on delete cascade, told text not null, kind text not null check (kind in (${kinds.map((kind) => `'${kind}'`).join(",")})),
    delivery_id bigint, day date not null, received_at timestamptz not null default now(), primary key (workspace_id, told))`,
  `comment on table conversion is 'each conversion once, by the key and the id under which it was told, or by its click; delivery_id: the post that it came of (null: not known)'`,
  `comment on column conversion.day is 'on which it happened, in the workspace''s time zone'`,
  `create index conversion_loose on conversion (workspace_id, day, kind) where delivery_id is null`,
  `create index conversion_delivery on conversion (workspace_id, delivery_id) where delivery_id is not null`,
  `create index conversion_old on conversion (day)`,
  // The day's results of each post's map and account carry them, so that a page adds up as few rows as before.
  `alter table result_day ${kinds.map((kind) => `add column ${plural(kind)} int not null default 0`).join(", ")}`,
];

function plural(kind: string): string {
  return kind === "entry" ? "entries" : `${kind}s`;
}
