import { type Kysely, sql } from "kysely";

/** The last keys that did not begin with the workspace: who knows another's state, choice or address finds nothing by it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table connect_flow drop constraint connect_flow_pkey, add primary key (workspace_id, state)`,
  `alter table connect_choice drop constraint connect_choice_pkey, add primary key (workspace_id, id)`,
  // Looked up by the address, which nobody knows who is not meant to: the one thing that says whose the message is.
  `drop index source_address`,
  `create unique index source_address on source (address_hash, workspace_id) where address_hash is not null`,
];
