import { type Kysely, sql } from "kysely";

/**
 * A person's yes to automatic posts lasts a year at most, whichever way it comes in. And a pause lies over what was chosen, which holds again when
 * the pause ends.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Beside a choice there may be a pause, for everything or for a topic.
  `drop index consent_live`,
  `create unique index consent_live on consent (workspace_id, account_id, (mode = 'paused'), topic) where withdrawn_at is null`,

  `alter table consent add column told_at timestamptz, add column bounded boolean not null default false`,
  `comment on column consent.told_at is 'when its person was asked whether it shall go on'`,
  `comment on column consent.bounded is 'its end was set for its person, who had given none, or one beyond a year, and is not told yet'`,

  // Those from before get an end, a month from now at the soonest: nobody is surprised by silence.
  `update consent c set ends_at = greatest(c.granted_at + interval '1 year', now() + interval '30 days'), bounded = true
    from account a where a.workspace_id = c.workspace_id and a.id = c.account_id and a.member_id is not null
      and c.mode = 'auto' and c.withdrawn_at is null and (c.ends_at is null or c.ends_at > greatest(c.granted_at + interval '1 year', now() + interval '30 days'))`,

  `create function consent_bound() returns trigger language plpgsql as $$
    declare latest timestamptz := least(new.granted_at, now()) + interval '1 year';
    begin
      if new.mode = 'auto' and (new.ends_at is null or new.ends_at > latest)
        and exists (select from account a where a.workspace_id = new.workspace_id and a.id = new.account_id and a.member_id is not null) then
        -- Who gives none when they say yes means a year; who is given another end than they chose is told.
        new.bounded := tg_op = 'UPDATE' or coalesce(new.ends_at > latest + interval '1 day', false);
        new.ends_at := latest;
      end if;
      return new;
    end $$`,
  `create trigger consent_bound before insert or update of ends_at, mode on consent for each row execute function consent_bound()`,
  `comment on function consent_bound is 'a yes of a person to automatic posts ends after a year at most; one for an account of the company is the company''s own'`,
  // Ends that are near, and those that were set for somebody.
  `create index consent_untold on consent (ends_at) where mode = 'auto' and withdrawn_at is null and told_at is null`,
  `create index member_left on member (workspace_id, id) where disabled_at is not null`,
  `create index network_grant_given on network_grant (workspace_id, given_by) where member_id is null`,
  `create index consent_bounded on consent (ends_at) where bounded and withdrawn_at is null`,
];
