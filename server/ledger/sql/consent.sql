-- What the owner of an account chose: the one place that reads consents.

-- The choice that holds for a topic at a moment: a pause, whichever of the two it is for; else the topic's own choice, else the one for everything,
-- else `ask`. One that was withdrawn or has ended counts no more, and a person's `auto` ends (migration 0067). Always one row, and given as a table:
-- so it melts into the statement that asks.
create function ledger_consent(of_workspace uuid, of_account uuid, of_topic text, at timestamptz) returns table (mode text, ends_at timestamptz)
  language sql stable as $$
  select coalesce(k.mode, 'ask'), k.ends_at from (select 1) as one left join lateral (
    select c.mode, c.ends_at from consent c
    where c.workspace_id = of_workspace and c.account_id = of_account and c.topic in (of_topic, '')
      and c.withdrawn_at is null and (c.ends_at is null or c.ends_at > at)
    order by c.mode = 'paused' desc, c.topic desc limit 1) k on true
$$;

-- Whether a person's yes to the charter is missing: their company has one in force, and they accepted neither it nor one since which only small
-- things changed (`charter_needed`). An account of the company has no member, and nobody who could accept for it.
create function ledger_charter(of_workspace uuid, of_member uuid) returns boolean language sql stable as $$
  select of_member is not null and exists (select from workspace w where w.id = of_workspace and w.charter_needed is not null
    and not exists (select from charter_receipt r where r.workspace_id = of_workspace and r.member_id = of_member and r.number >= w.charter_needed))
$$;

-- What a delivery that nothing else keeps waits for: the account's access, or its owner. Null: for nothing. Words that a machine made (`machine`)
-- go nowhere before a person said yes to them, whatever the owner chose for what people wrote. `charter`: their yes to the company's charter is missing.
create function ledger_hold(account_state text, mode text, approved boolean, machine boolean, charter boolean) returns text language sql immutable as $$
  select case
    when account_state = 'reconnect' then 'reconnect'
    when mode = 'paused' then 'paused'
    when (mode <> 'auto' or machine) and not approved then 'consent'
    when charter then 'charter' end
$$;
