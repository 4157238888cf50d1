-- Writes what came of calls, each only while its delivery is in the epoch that made the call. Gives the ids that were written.
-- `chains`: those after which a delivery may go on (chain.sql); null where there are none, as usual.
-- `rare`: some result freezes a lane, ends an access or gives back a day's share; most do not, and are spared the statements.
-- For the settings see the gate's.
create function ledger_settle(settles jsonb, chains jsonb, rare boolean, at timestamptz) returns jsonb language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare done jsonb; every jsonb;
begin
  if rare or chains is not null then
    every := settles || coalesce(chains, '[]');
    -- Lanes in a fixed order, before anything else: two writers never wait for each other in a circle.
    perform 1 from lane l join jsonb_to_recordset(every) as s(w uuid, a uuid, part int, frozen timestamptz, reconnect int)
      on l.workspace_id = s.w and l.account_id = s.a
      where s.frozen is not null or s.reconnect is not null or s.part is not null order by l.workspace_id, l.account_id for update of l;
  end if;
  with s as materialized (
    select * from jsonb_to_recordset(settles) as s(w uuid, a uuid, id bigint, e int, state text, code text, reason jsonb, remote text,
      url text, adopted boolean, unconfirmed boolean, outcome text, status int, raw text)
  ), moved as (
    update delivery d set state = s.state, reason_code = s.code, reason = s.reason,
      remote_id = coalesce(s.remote, d.remote_id), remote_url = coalesce(s.url, d.remote_url), adopted = s.adopted,
      confirmed = s.unconfirmed is not true, lease_until = null, settled_at = at, published_at = case when s.state = 'published' then at else d.published_at end
    from s where d.workspace_id = s.w and d.id = s.id and d.epoch = s.e
      -- Late, but hard evidence: it was published after all, or what nobody knew was a refusal.
      and (d.state = 'sending' or ((s.state = 'published' or (d.state = 'unknown' and s.state = 'rejected')) and ledger_may(d.state, s.state)))
    returning d.id
  ), noted as (
    update attempt t set settled_at = at, outcome = s.outcome, status = s.status, raw = s.raw
    from s where t.workspace_id = s.w and t.delivery_id = s.id and t.epoch = s.e
  )
  select coalesce(jsonb_agg(id), '[]') into done from moved;
  if chains is not null then done := done || ledger_settle_chain(chains, at); end if;
  if rare then
    with s as materialized (
      select * from jsonb_to_recordset(every) as s(w uuid, a uuid, id bigint, frozen timestamptz, frozen_code text, reason jsonb, reconnect int, day timestamptz)
      where done @> to_jsonb(id)
    ), chilled as (
      update lane l set frozen_until = greatest(l.frozen_until, s.frozen), frozen_reason = s.frozen_code
      from s where s.frozen is not null and l.workspace_id = s.w and l.account_id = s.a
    ), dead as (
      update account c set state = 'reconnect', lost = s.reason
      from s where s.reconnect is not null and c.workspace_id = s.w and c.id = s.a and c.state = 'connected' and c.token_epoch = s.reconnect
      returning c.workspace_id, c.id, c.network, c.handle
    ), told as (
      insert into audit (workspace_id, action, subject, detail)
        select workspace_id, 'account.lost', 'account/' || id, jsonb_build_object('network', network, 'handle', handle) from dead
    )
    update budget b set used = greatest(b.used - 1, 0)
    from s where s.day is not null and b.workspace_id = s.w and b.scope = 'day/' || s.a and b.window_start = s.day;
  end if;
  return done;
end $$;
