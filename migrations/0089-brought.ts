import { type Kysely, sql } from "kysely";

/**
 * One link that two people suggest is one suggestion: the later one goes with the first, is answered with it, and both are named. And who reads what
 * colleagues bring in is told of it, at once or once a day, as they say.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table suggestion add column page_key text, add column with_id uuid`,
  `comment on column suggestion.page_key is 'by which links of one page are known as such'`,
  `comment on column suggestion.with_id is 'the suggestion of the same link that came first, and with which this one is answered'`,
  `create index suggestion_page on suggestion (workspace_id, page_key, sent_at) where page_key is not null`,
  `create index suggestion_with on suggestion (workspace_id, with_id) where with_id is not null`,

  // Whoever brought in one link, as far as they want to be named; null: nobody.
  `create function suggestion_names(of_workspace uuid, of_lead uuid) returns text language sql stable as $$
    select string_agg(m.name, ', ' order by s.sent_at, s.id) from suggestion s join member m on m.workspace_id = s.workspace_id and m.id = s.member_id
    where s.workspace_id = of_workspace and (s.id = of_lead or s.with_id = of_lead) and s.credit and s.state = 'accepted' $$`,
  `create function suggestion_named(of_workspace uuid, of_lead uuid) returns void language plpgsql as $$
    declare credited text := suggestion_names(of_workspace, of_lead);
    begin
      update item i set data = case when credited is null then i.data - 'author' else jsonb_set(i.data, '{author}', to_jsonb(credited)) end from source c
        where c.workspace_id = of_workspace and c.type = 'suggestions' and i.workspace_id = c.workspace_id and i.source_id = c.id
          and i.key = 'suggestion:' || of_lead and i.data->>'author' is distinct from credited;
    end $$`,
  // The first one goes: the next one that waits stands in its place.
  `create function suggestion_promote(of_workspace uuid, of_lead uuid) returns void language sql as $$
    update suggestion s set with_id = case when s.id = n.id then null else n.id end
    from (select id from suggestion where workspace_id = of_workspace and with_id = of_lead and state = 'sent' order by sent_at, id limit 1) n
    where s.workspace_id = of_workspace and s.with_id = of_lead and s.state = 'sent' $$`,
  // Its item stays with the maps that had it; who brought it is named there only as long as they are here.
  `create or replace function suggestion_gone() returns trigger language plpgsql as $$
    begin
      if old.entered_at is not null then perform suggestion_named(old.workspace_id, coalesce(old.with_id, old.id)); end if;
      if old.with_id is null then perform suggestion_promote(old.workspace_id, old.id); end if;
      return old;
    end $$`,
  `drop trigger suggestion_gone on suggestion`,
  `create trigger suggestion_gone after delete on suggestion for each row when (old.entered_at is not null or old.page_key is not null)
    execute function suggestion_gone()`,

  `alter table notice_person add column brought text not null default 'daily' check (brought in ('now','daily','never'))`,
  `comment on column notice_person.brought is 'how somebody who answers suggestions hears of new ones'`,
];
