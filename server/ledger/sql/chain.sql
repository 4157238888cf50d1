-- Writes what came of calls after which a delivery may go on: a part of a chain, or what a network took and is working on. The usual post
-- never comes here.

-- Where a delivery goes from where it is. A part that is out makes way for the next one; and of what is partly out the only end is
-- `published`. What was cancelled or expired while a late answer was on its way stays so, as far as it can: the rest of it.
create function ledger_after(was text, was_code text, said text, part int, more boolean) returns text language sql immutable as $$
  select case
    when said = 'published' and more then case
      when was in ('sending','processing','unknown','retry_wait','ready') then 'ready'
      when was = 'held' and was_code in ('reconnect','paused','map_paused','target_off','charter','crisis') then 'held'
      else 'published' end
    when said = 'rejected' and part > 0 then 'published'
    else said end
$$;

-- The parts of a chain that are out, as those after them are told of them. A part that a person found has no name that we know.
create function ledger_before(of_workspace uuid, of_delivery bigint, of_part int) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('remoteId', remote_id, 'url', remote_url) order by number), '[]') from part
  where workspace_id = of_workspace and delivery_id = of_delivery and number < of_part
$$;

create function ledger_settle_chain(settles jsonb, at timestamptz) returns jsonb language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare done jsonb;
begin
  with s as materialized (
    select *, part + 1 < parts as more, state = 'published' as sent from jsonb_to_recordset(settles) as s(w uuid, a uuid, id bigint, e int, part int, parts int, state text,
      code text, reason jsonb, remote text, url text, adopted boolean, unconfirmed boolean, outcome text, status int, raw text, processing jsonb, again timestamptz)
  ), moved as (
    update delivery d set state = ledger_after(d.state, d.reason_code, s.state, s.part, s.more),
      part = case when s.sent and s.more then s.part + 1 else d.part end,
      reason_code = case
        when s.sent and s.more and d.state in ('held','cancelled','expired') then
          case ledger_after(d.state, d.reason_code, s.state, s.part, s.more) when 'held' then d.reason_code else 'rest_' || d.reason_code end
        when s.sent and s.more then case when s.code = 'noted' then s.code end
        -- What was said of the post stands when what follows it is out.
        when s.sent and s.code is null and d.reason_code = 'noted' then d.reason_code
        when s.state = 'rejected' and s.part > 0 then 'rest_' || s.code
        else s.code end,
      reason = case when s.sent and s.code is null and d.reason_code = 'noted' then d.reason else s.reason end,
      remote_id = case when s.part = 0 then coalesce(s.remote, d.remote_id) else d.remote_id end,
      remote_url = case when s.part = 0 then coalesce(s.url, d.remote_url) else d.remote_url end,
      adopted = s.adopted or (s.part > 0 and d.adopted), confirmed = s.unconfirmed is not true and (s.part = 0 or d.confirmed),
      published_at = case when s.sent and s.part = 0 then at else d.published_at end, settled_at = at,
      lease_until = s.again, processing = s.processing,
      prepared = case when s.sent and s.more then null else d.prepared end, prepared_until = case when s.sent and s.more then null else d.prepared_until end,
      looks = case when s.sent then 0 else d.looks end, looked_at = case when s.sent then null else d.looked_at end
    from s where d.workspace_id = s.w and d.id = s.id and d.epoch = s.e and d.part = s.part
      and (d.state in ('sending','processing')
        -- Late, but hard evidence, as in settle.sql.
        or (s.sent or (d.state = 'unknown' and s.state = 'rejected')) and (d.state in ('ready','held') and s.more
          or ledger_may(d.state, ledger_after(d.state, d.reason_code, s.state, s.part, s.more))))
    returning d.id, d.attempts, d.state, s.w, s.a, s.part as number, s.parts, s.sent, s.remote, s.url, s.code, s.unconfirmed
  ), out as (
    insert into part (workspace_id, delivery_id, number, remote_id, remote_url, code, confirmed, attempts, published_at)
      select w, id, number, remote, url, code, unconfirmed is not true, attempts, at from moved where sent and parts > 1 on conflict do nothing
  ), noted as (
    update attempt t set settled_at = at, outcome = s.outcome, status = s.status, raw = s.raw
    from s where t.workspace_id = s.w and t.delivery_id = s.id and t.epoch = s.e
  ), woken as (
    -- Whoever wrote this may not ask on: the lane does so by itself.
    update lane l set next_at = least(l.next_at, at) from (select distinct w, a from moved where state <> 'processing') m
    where l.workspace_id = m.w and l.account_id = m.a
  )
  select coalesce(jsonb_agg(id), '[]') into done from moved;
  return done;
end $$;
