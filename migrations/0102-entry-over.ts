import { type Kysely, sql } from "kysely";

/** Entries whose time is long past are found by it; and of one that its author takes along the words go from the item, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index entry_over on entry (at) where state = 'entered'`,

  // A person's own goes with them; of the company's nothing tells who wrote it.
  `create function entry_gone() returns trigger language plpgsql as $$
    begin
      update item i set gone_at = coalesce(i.gone_at, now()), data = (i.data || '{"title":"","text":""}'::jsonb) - 'wordings' - 'written' - 'media' - 'link'
        from source c where c.workspace_id = old.workspace_id and c.type = 'library' and i.workspace_id = c.workspace_id and i.source_id = c.id
          and i.key = any (select 'entry:' || old.id || ':' || n from generate_series(greatest(1, old.round - 200), old.round) n);
      return old;
    end $$`,
  `create trigger entry_gone after delete on entry for each row when (old.owner_id is not null and old.round > 0) execute function entry_gone()`,
];
