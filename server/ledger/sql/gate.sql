-- The gate: of each lane that is asked for, the first due delivery passes and is `sending`, or the lane is told why not. Everything
-- that must hold at that moment is checked here, after the lane was locked; whoever takes a permission away locks it too (fence.sql).
-- What an account may still send of its network's budget stands on its lane; `app_budget` keeps what the lanes of one app share, `budget`
-- what people were promised (days). The lane also remembers how far it came, so that the gate does not walk over the dead entries of all that was
-- sent before.
--
-- How it is planned: one plan for all calls (planning costs far more than running), nested loops over indexes only, so that a lane's
-- first delivery is read off its index also where the planner thinks the table is empty. `expires_at + interval '0'` keeps it from
-- walking the index of deadlines instead. Such settings add 1e10 to the plan's cost, for which a server whose JIT is on (PostgreSQL 17
-- and older by default) would compile every call: 2.3 s instead of 2.6 ms.
create function ledger_gate(lanes jsonb, budgets jsonb, worker_name text, lease interval, at timestamptz) returns jsonb language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_sort = off set jit = off as $$
declare
  locked int[]; some_apps boolean; p record; own lane; verdict text; aside text[]; prepares text; next_time timestamptz;
  calls int; seconds int; opened timestamptz; app_calls int; app_opened timestamptz; used_up boolean;
  refused jsonb[] := '{}'; unprepared jsonb; gated jsonb; moved lane[] := '{}';
  go_n int[] := '{}'; go_w uuid[] := '{}'; go_id bigint[] := '{}'; go_token int[] := '{}'; go_day timestamptz[] := '{}'; go_suspected boolean[] := '{}';
  go_campaign text[] := '{}'; campaign_says text; evergreen record;
  aside_w uuid[] := '{}'; aside_id bigint[] := '{}'; aside_state text[] := '{}'; aside_code text[] := '{}'; aside_due timestamptz[] := '{}'; later timestamptz;
begin
  -- A lane that somebody else holds (a run, a withdrawal, another gate) is not waited for: it is busy.
  select array_agg(x.n), bool_or(held.app) into locked, some_apps
    from (select * from jsonb_to_recordset(lanes) as r(n int, w uuid, a uuid) order by w, a) x
    cross join lateral (select budgets->c.network->'app'->>'calls' is not null as app from lane l
      join account c on c.workspace_id = l.workspace_id and c.id = l.account_id
      where l.workspace_id = x.w and l.account_id = x.a for update of l skip locked) held;
  if some_apps then
    -- One row per app and window, shared by all lanes of all workspaces: taken in order, so that nobody overspends together.
    insert into app_budget (app, window_start)
      select distinct c.app, to_timestamp(floor(extract(epoch from at) / (b->'app'->>'seconds')::int) * (b->'app'->>'seconds')::int)
      from jsonb_to_recordset(lanes) as x(n int, w uuid, a uuid) join account c on c.workspace_id = x.w and c.id = x.a
      cross join lateral (select budgets->c.network as b) q
      where x.n = any(locked) and b->'app'->>'calls' is not null order by 1, 2 on conflict do nothing;
    perform 1 from app_budget g where g.app in (
        select c.app from jsonb_to_recordset(lanes) as x(n int, w uuid, a uuid)
        join account c on c.workspace_id = x.w and c.id = x.a where x.n = any(locked) and budgets->c.network->'app'->>'calls' is not null)
      and g.window_start > at - interval '1 day' and g.window_start <= at order by g.app, g.window_start for update;
  end if;

  -- Read after the locks, so that whatever was taken away before them is seen. In the order of the deliveries: an app's last calls go to the oldest.
  for p in
    select x.n, x.w, x.a, x.hours, x."from" as quiet_until, x.until as next_day, x.day, x.week, x.week_end, x.month, x.month_end, x.replay, l as own,
      c.network, c.app, c.member_id, c.state as account_state, c.token_epoch, c.zone, c.quiet_from, c.quiet_to, c.days_off, c.daily_cap, c.weekly_cap, c.monthly_cap, num_nonnulls(c.daily_cap, c.weekly_cap, c.monthly_cap) > 0 as capped, c.spacing_s, c.budget_calls, c.budget_s,
      w.stopped_at, w.crisis, d.id, d.due_at, d.version, d.node_id, d.map_id, d.campaign_id, d.item_key,
      case when m.finishes then 'live' else m.state end as map_state, m.live_version,
      d.unprepared, d.rich, d.part, d.lost_until, d.ruled, c.terms_epoch, consent.mode,
      ledger_hold(c.state, consent.mode, d.approved_at is not null, d.machine is not null, ledger_charter(x.w, c.member_id)) as hold,
      d.attempts > 0 and exists (select from attempt t where t.workspace_id = x.w and t.delivery_id = d.id and t.part = d.part and t.outcome in ('unknown','lost')) or d.lost_since is not null as suspected,
      (select s.lease_until from delivery s where s.state in ('sending','processing') and s.workspace_id = x.w and s.account_id = x.a limit 1) as sending_until,
      (select max(u.settled_at) + interval '15 minutes' from delivery u
        where u.state = 'unknown' and u.workspace_id = x.w and u.account_id = x.a and u.settled_at > at - interval '15 minutes'
          and u.reason_code is distinct from 'setback') as blocked_until
    from jsonb_to_recordset(lanes) as x(n int, w uuid, a uuid, hours text, "from" timestamptz, until timestamptz, day timestamptz, week timestamptz, week_end timestamptz, month timestamptz, month_end timestamptz, replay bigint, e int, last timestamptz)
    join lane l on l.workspace_id = x.w and l.account_id = x.a
    join account c on c.workspace_id = x.w and c.id = x.a
    join workspace w on w.id = x.w
    -- What is partly out comes before all others.
    left join lateral (select s.id from delivery s where x.replay is null and s.workspace_id = x.w and s.account_id = x.a and s.part > 0
        and s.state in ('ready','retry_wait') and s.due_at <= at and s.expires_at + interval '0' > at order by s.due_at, s.id limit 1) chain on true
    left join lateral (
      (select r.id, r.due_at, r.approved_at, r.version, r.node_id, r.map_id, r.campaign_id, r.item_key, r.topic, r.attempts, r.part, r.ruled, r.lost_since, r.lost_until, r.machine,
        (r.prepared->>'ready') is distinct from 'true' or r.prepared_until <= at + interval '1 minute' as unprepared,
        r.post->'parts'->0 ?| array['media','card','original','mentions'] as rich from delivery r
        where x.replay is null and chain.id is null and r.workspace_id = x.w and r.account_id = x.a and r.state in ('ready','retry_wait')
        and r.due_at <= at and (r.due_at, r.id) >= (coalesce(l.reached_at, '-infinity'), coalesce(l.reached_id, 0))
        and r.expires_at + interval '0' > at order by r.due_at, r.id limit 1)
      union all
      (select r.id, r.due_at, r.approved_at, r.version, r.node_id, r.map_id, r.campaign_id, r.item_key, r.topic, r.attempts, r.part, r.ruled, r.lost_since, r.lost_until, r.machine,
        (r.prepared->>'ready') is distinct from 'true' or r.prepared_until <= at + interval '1 minute' as unprepared,
        r.post->'parts'->(r.part) ?| array['media','card','original','mentions'] as rich from delivery r
        where r.workspace_id = x.w and r.id = coalesce(x.replay, chain.id) and r.account_id = x.a
        and (x.replay is null or (r.state = 'unknown' and r.epoch = x.e and r.expires_at > at and x.last > at)))
    ) d on true
    cross join lateral ledger_consent(x.w, x.a, d.topic, at) consent
    left join map m on m.workspace_id = x.w and m.id = d.map_id
    where x.n = any(locked)
    order by d.due_at, d.id
  loop
    own := p.own;
    calls := coalesce(p.budget_calls, (budgets->p.network->'account'->>'calls')::int);
    -- Not now: the lane waits.
    verdict := case
      when p.stopped_at is not null then 'stopped'
      when p.sending_until is not null then 'busy'
      when p.replay is null and p.blocked_until > at then 'blocked'
      when own.frozen_until > at then 'frozen'
      when p.id is null then 'idle'
      else 'go' end;
    -- Not this one: what must hold for it. The first condition that does not puts it aside, into this state and for this reason
    -- (engine/reasons.ts has the words). A new condition is a line here.
    aside := case
      when verdict <> 'go' then null
      when p.account_state = 'disconnected' then array['cancelled','disconnected']
      when p.hold is not null then array['held', p.hold]
      when p.map_state is null or p.map_state = 'archived' then array['cancelled','archived']
      when p.map_state <> 'live' then array['held','map_paused']
      when p.version <> p.live_version then
        case ledger_target(p.w, p.map_id, p.version, p.live_version, p.node_id) when 'gone' then array['cancelled','target_gone'] when 'off' then array['held','target_off'] when 'changed' then array['held','review'] end
      end;
    if aside is not null then
      verdict := 'held';
      -- What is partly out waits only for what comes back by itself: nobody is asked for a yes to half a thread.
      if p.part > 0 and not (aside[1] = 'held' and aside[2] in ('reconnect','paused','map_paused','target_off','charter')) then aside := array['published', 'rest_' || aside[2]]; end if;
    end if;
    -- Not for its campaign: that rests, is over, or has had of this person what it asks of one. What follows in a chain belongs to what is out.
    if verdict = 'go' and p.campaign_id is not null and p.replay is null and p.part = 0 then
      campaign_says := ledger_campaign(p.w, p.campaign_id, p.member_id, go_campaign, at);
      if campaign_says = 'busy' then verdict := 'busy';
      elsif campaign_says is not null then
        verdict := 'held'; aside := array[case campaign_says when 'campaign_rest' then 'held' else 'cancelled' end, campaign_says];
      end if;
    end if;
    -- Not so soon after the last time, nor in the same words: what comes back. It waits for its time where it still has one.
    later := null;
    if verdict = 'go' and p.replay is null and p.part = 0 and starts_with(p.item_key, 'entry:') then
      evergreen := ledger_evergreen(p.w, p.a, p.item_key, p.id, at);
      if evergreen.says is not null then
        verdict := 'held'; later := evergreen.again;
        aside := case when later is null then array['cancelled', evergreen.says] else array['ready', null] end;
      end if;
    end if;
    -- It may go, and may have left already, by what the database has forgotten: looked up, or asked of a person, before anything else.
    if verdict = 'go' and p.replay is null and p.lost_until is not null then verdict := 'held'; aside := array['unknown','setback']; end if;
    next_time := case verdict
      when 'busy' then greatest(p.sending_until, at + interval '1 second')
      when 'blocked' then p.blocked_until
      when 'frozen' then own.frozen_until end;

    -- Not by these rules: nobody held the post against the network's rules, the account's terms and the owner's mode as they are now. The
    -- process does (judge.ts), and asks again; what a rule forbids is held then. A lost call that is sent again was judged before it left.
    -- While a hold stands, that is also whether it says one of its words: whoever begins one has waited for this lane (fence.sql). A lost call
    -- whose words nobody read for it is not sent again.
    if verdict = 'go' and (p.crisis is not null or (p.replay is null and budgets->p.network ? 'rules'))
      and p.ruled is distinct from concat_ws('/', budgets->p.network->>'rules', p.terms_epoch, p.mode, p.crisis) then
      verdict := case when p.replay is null then 'rules' else 'held' end; next_time := at + lease;
    end if;

    -- Not so fast: what a person or a network set as a rate. A lost call that is sent again spends nothing: it is the same post. What
    -- follows in a chain is a call more for the network, but no other post for the person: it needs no distance and no share of the day.
    if verdict = 'go' and p.replay is null then
      if p.quiet_from is not null or p.days_off > 0 or p.capped then
        if p.hours is distinct from concat(p.zone, '|', p.quiet_from, '|', p.quiet_to, '|', p.days_off) or (p.quiet_until <= at and p.next_day <= at) then
          verdict := 'window';
        elsif (p.quiet_from is not null or p.days_off > 0) and p.quiet_until > at then
          verdict := 'quiet'; next_time := p.quiet_until;
        end if;
      end if;
      if verdict = 'go' and p.part = 0 and p.spacing_s > 0 and own.last_sent_at + make_interval(secs => p.spacing_s) > at then
        verdict := 'spacing'; next_time := own.last_sent_at + make_interval(secs => p.spacing_s);
      end if;
      if verdict = 'go' and p.part = 0 and p.daily_cap is not null then
        select b.used >= p.daily_cap into used_up from budget b where b.workspace_id = p.w and b.scope = 'day/' || p.a and b.window_start = p.day;
        if coalesce(used_up, p.daily_cap <= 0) then verdict := 'cap'; next_time := p.next_day; end if;
      end if;
      -- A week and a month are the days in them.
      if verdict = 'go' and p.part = 0 and p.weekly_cap is not null then
        select coalesce(sum(b.used), 0) >= p.weekly_cap into used_up from budget b
          where b.workspace_id = p.w and b.scope = 'day/' || p.a and b.window_start >= p.week and b.window_start < p.week_end;
        if used_up then verdict := 'cap'; next_time := p.week_end; end if;
      end if;
      if verdict = 'go' and p.part = 0 and p.monthly_cap is not null then
        select coalesce(sum(b.used), 0) >= p.monthly_cap into used_up from budget b
          where b.workspace_id = p.w and b.scope = 'day/' || p.a and b.window_start >= p.month and b.window_start < p.month_end;
        if used_up then verdict := 'cap'; next_time := p.month_end; end if;
      end if;
      -- Before anything is spent. Most networks prepare only what is more than words.
      if verdict = 'go' and p.unprepared then
        prepares := budgets->p.network->>'prepares';
        if prepares = 'all' or (prepares = 'rich' and p.rich) then verdict := 'prepare'; next_time := at + lease; end if;
      end if;
      if verdict = 'go' and calls is not null then
        seconds := coalesce(p.budget_s, (budgets->p.network->'account'->>'seconds')::int);
        opened := to_timestamp(floor(extract(epoch from at) / seconds) * seconds);
        if own.window_start is distinct from opened then own.window_start := opened; own.window_used := 0; end if;
        if own.window_used >= calls then verdict := 'budget'; next_time := opened + make_interval(secs => seconds); end if;
      end if;
      if verdict = 'go' and some_apps then
        app_calls := (budgets->p.network->'app'->>'calls')::int;
        if app_calls is not null then
          seconds := (budgets->p.network->'app'->>'seconds')::int;
          app_opened := to_timestamp(floor(extract(epoch from at) / seconds) * seconds);
          update app_budget b set used = b.used + 1 where b.app = p.app and b.window_start = app_opened and b.used < app_calls;
          if not found then verdict := 'app_budget'; next_time := app_opened + make_interval(secs => seconds); end if;
        end if;
      end if;
      if verdict = 'go' then
        if calls is not null then own.window_used := own.window_used + 1; end if;
        if p.part = 0 and p.capped then
          insert into budget as b (workspace_id, scope, window_start, used) values (p.w, 'day/' || p.a, p.day, 1)
            on conflict (workspace_id, scope, window_start) do update set used = b.used + 1;
        end if;
      end if;
    end if;

    if verdict = 'go' then
      go_n := go_n || p.n; go_w := go_w || p.w; go_id := go_id || p.id;
      go_token := go_token || p.token_epoch; go_suspected := go_suspected || p.suspected;
      go_day := go_day || case when p.part = 0 and p.capped then p.day end;
      if p.campaign_id is not null and p.member_id is not null then go_campaign := go_campaign || concat_ws('/', p.campaign_id, p.member_id); end if;
      -- A chain is taken out of turn, and the lane comes back to where it was.
      if p.replay is null and p.part = 0 then own.reached_at := p.due_at; own.reached_id := p.id; end if;
      if p.spacing_s > 0 then own.last_sent_at := at; end if;
    elsif verdict = 'idle' and p.replay is null then
      select d.due_at into next_time from delivery d where d.workspace_id = p.w and d.account_id = p.a and d.state in ('ready','retry_wait')
        and d.expires_at + interval '0' > at order by d.due_at, d.id limit 1;
      -- What came in behind what was reached, and nobody said so, is found now.
      own.reached_at := null; own.reached_id := null;
    elsif verdict = 'held' and p.replay is null then
      aside_w := aside_w || p.w; aside_id := aside_id || p.id; aside_state := aside_state || aside[1]; aside_code := aside_code || aside[2]; aside_due := aside_due || later;
      own.next_at := at;
    end if;
    if p.replay is null then
      if verdict = 'go' then
        if own.next_at is null or own.next_at <= at + lease / 2 then own.next_at := at + lease; end if;
      elsif verdict not in ('stopped','window','held') then
        own.next_at := next_time;
      end if;
    end if;
    if own.frozen_until <= at and (verdict = 'go' or p.replay is null) then own.frozen_until := null; own.frozen_reason := null; end if;
    -- The usual post of a lane without any rate changes nothing here.
    if own is distinct from p.own then moved := moved || own; end if;
    if verdict = 'prepare' then
      select jsonb_build_object('deliveryId', d.id, 'epoch', d.epoch, 'network', d.network, 'tokenEpoch', p.token_epoch, 'key', d.key, 'part', d.part, 'before', ledger_before(d.workspace_id, d.id, d.part),
          'post', coalesce(d.post, jsonb_build_object('version', 0, 'text', d.text, 'link', d.link)), 'made', extract(epoch from d.created_at) * 1000,
          'soFar', d.prepared)
        into unprepared from delivery d where d.workspace_id = p.w and d.id = p.id;
      refused := refused || jsonb_build_object('n', p.n, 'verdict', verdict, 'until', next_time, 'unprepared', unprepared,
        'zone', p.zone, 'quietFrom', p.quiet_from, 'quietTo', p.quiet_to, 'off', p.days_off);
    elsif verdict <> 'go' then
      refused := refused || jsonb_build_object('n', p.n, 'verdict', verdict, 'until', next_time,
        'zone', p.zone, 'quietFrom', p.quiet_from, 'quietTo', p.quiet_to, 'off', p.days_off, 'unjudged', case when verdict = 'rules' then p.id end);
    end if;
  end loop;

  if go_id <> '{}' then
    with passed as (
      update delivery d set state = 'sending', epoch = d.epoch + 1, attempts = d.attempts + 1, lease_until = at + lease, gated_at = at, worker = worker_name
      from unnest(go_n, go_w, go_id, go_token, go_day, go_suspected) as f(n, w, id, token, day, suspected) where d.workspace_id = f.w and d.id = f.id and d.state in ('ready','retry_wait','unknown')
      returning f.*, d.epoch, d.network, d.post, d.text, d.link, d.key, d.created_at, d.prepared, d.attempts, d.part
    ), tried as (
      insert into attempt (workspace_id, delivery_id, part, epoch, gated_at, worker) select w, id, part, epoch, at, worker_name from passed
    )
    -- An old delivery has no post, but text and link.
    select jsonb_agg(jsonb_build_object('n', n, 'deliveryId', id, 'epoch', epoch, 'network', network,
        'post', coalesce(post, jsonb_build_object('version', 0, 'text', text, 'link', link)),
        'key', key, 'made', extract(epoch from created_at) * 1000, 'prepared', prepared->'data', 'part', part,
        'before', case when part > 0 then ledger_before(w, id, part) end,
        'attempts', attempts - case when part > 0 then (select q.attempts from part q where q.workspace_id = w and q.delivery_id = id and q.number = part - 1) else 0 end,
        'tokenEpoch', token, 'day', day, 'suspected', suspected))
      into gated from passed;
  end if;
  if moved <> '{}' then
    update lane l set next_at = f.next_at, frozen_until = f.frozen_until, frozen_reason = f.frozen_reason, last_sent_at = f.last_sent_at,
      window_start = f.window_start, window_used = f.window_used, reached_at = f.reached_at, reached_id = f.reached_id
    from unnest(moved) as f where l.workspace_id = f.workspace_id and l.account_id = f.account_id;
  end if;
  if aside_id <> '{}' then
    update delivery d set settled_at = case when f.due is null then at end, state = f.state, reason_code = f.code, reason = null, due_at = coalesce(f.due, d.due_at)
    from unnest(aside_w, aside_id, aside_state, aside_code, aside_due) as f(w, id, state, code, due)
    where d.workspace_id = f.w and d.id = f.id and d.state in ('ready','retry_wait');
  end if;
  return jsonb_build_object('refused', to_jsonb(refused), 'gated', coalesce(gated, '[]'));
end $$;
