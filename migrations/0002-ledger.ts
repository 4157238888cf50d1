import { type Kysely, sql } from "kysely";

/**
 * The ledger's one step (settle what came back, gate what is next, for many lanes at once) as a function, so that it is one
 * round trip, one transaction and one commit. `server/ledger/store.ts` calls it; `test/simulation/memory.ts` is the
 * same in plain data, and a test holds both to each other.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/**
 * The fence. The gate locks an account's lane first and reads every permission after that. Whoever takes a permission
 * away locks the same lanes before they commit: so they wait for gates in flight, and no later gate misses the change.
 */
const fence = [
  `create function ledger_fence_account() returns trigger language plpgsql as $$
  begin
    perform 1 from lane where workspace_id = new.workspace_id and account_id = (to_jsonb(new)->>tg_argv[0])::uuid for update;
    return null;
  end $$`,
  `create function ledger_fence_workspace() returns trigger language plpgsql as $$
  begin
    perform 1 from lane where workspace_id = (to_jsonb(new)->>tg_argv[0])::uuid order by account_id for update;
    return null;
  end $$`,
  `create trigger consent_fence after insert or update on consent for each row execute function ledger_fence_account('account_id')`,
  `create trigger account_fence after update on account for each row
    when (old.state is distinct from new.state or old.token_epoch is distinct from new.token_epoch)
    execute function ledger_fence_account('id')`,
  `create trigger map_fence after update on map for each row
    when (old.state is distinct from new.state or old.live_version is distinct from new.live_version)
    execute function ledger_fence_workspace('workspace_id')`,
  `create trigger workspace_fence after update on workspace for each row
    when (old.stopped_at is null and new.stopped_at is not null) execute function ledger_fence_workspace('id')`,
];

/** How the target node of an older version fares in the live one: same, changed or gone. */
const target = `create function ledger_target(ws uuid, map uuid, was int, live int, node text) returns text language sql stable as $$
  select case
    when n.shape is null then 'gone'
    when o.shape is not null and (o.shape->'type', o.shape->'config') is distinct from (n.shape->'type', n.shape->'config') then 'changed'
    else 'same' end
  from (select 1) as one
  left join lateral (select e.value as shape from version v cross join lateral jsonb_array_elements(v.document->'nodes') as e(value)
    where v.workspace_id = ws and v.map_id = map and v.number = live and e.value->>'id' = node limit 1) n on true
  left join lateral (select e.value as shape from version v cross join lateral jsonb_array_elements(v.document->'nodes') as e(value)
    where v.workspace_id = ws and v.map_id = map and v.number = was and e.value->>'id' = node limit 1) o on true
$$`;

/** `rare`: some result freezes a lane, ends an access or gives back a day's share; most do not, and are spared the statements. */
const settle = `create function ledger_settle(settles jsonb, rare boolean, at timestamptz) returns jsonb language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare done jsonb;
begin
  if rare then
    -- Lanes in a fixed order, before anything else: two writers never wait for each other in a circle.
    perform 1 from lane l join jsonb_to_recordset(settles) as s(w uuid, a uuid, frozen timestamptz, reconnect int)
      on l.workspace_id = s.w and l.account_id = s.a
      where s.frozen is not null or s.reconnect is not null order by l.workspace_id, l.account_id for update of l;
  end if;
  with s as materialized (
    select * from jsonb_to_recordset(settles) as s(w uuid, a uuid, id bigint, e int, state text, code text, reason jsonb, remote text,
      url text, adopted boolean, outcome text, status int, raw text)
  ), moved as (
    update delivery d set state = s.state, reason_code = s.code, reason = s.reason,
      remote_id = coalesce(s.remote, d.remote_id), remote_url = coalesce(s.url, d.remote_url), adopted = s.adopted,
      lease_until = null, settled_at = at, published_at = case when s.state = 'published' then at else d.published_at end
    from s where d.workspace_id = s.w and d.id = s.id and d.epoch = s.e
      and (d.state = 'sending' or (s.state = 'published' and d.state <> 'published') or (d.state = 'unknown' and s.state = 'rejected'))
    returning d.id
  ), noted as (
    update attempt t set settled_at = at, outcome = s.outcome, status = s.status, raw = s.raw
    from s where t.workspace_id = s.w and t.delivery_id = s.id and t.epoch = s.e
  )
  select coalesce(jsonb_agg(id), '[]') into done from moved;
  if rare then
    with s as materialized (
      select * from jsonb_to_recordset(settles) as s(w uuid, a uuid, id bigint, frozen timestamptz, frozen_code text, reconnect int, day timestamptz)
      where done @> to_jsonb(id)
    ), chilled as (
      update lane l set frozen_until = greatest(l.frozen_until, s.frozen), frozen_reason = s.frozen_code
      from s where s.frozen is not null and l.workspace_id = s.w and l.account_id = s.a
    ), dead as (
      update account c set state = 'reconnect'
      from s where s.reconnect is not null and c.workspace_id = s.w and c.id = s.a and c.state = 'connected' and c.token_epoch = s.reconnect
    )
    update budget b set used = greatest(b.used - 1, 0)
    from s where s.day is not null and b.workspace_id = s.w and b.scope = 'day/' || s.a and b.window_start = s.day;
  end if;
  return done;
end $$`;

/**
 * How it is planned: one plan for all calls (planning this statement costs twenty times what running it does), nested loops over
 * indexes only, and no sort, so that a lane's first delivery is read off its index also where the planner thinks the table is
 * empty. `expires_at + interval '0'` keeps it from walking the index of deadlines instead.
 */
const gate = `create function ledger_gate(lanes jsonb, budgets jsonb, worker_name text, lease interval, at timestamptz) returns jsonb language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_sort = off as $$
declare locked int[]; answers jsonb; spends jsonb; some_aside boolean;
begin
  -- A lane that somebody else holds (a plan, a withdrawal, another gate) is not waited for: it is busy.
  locked := array(
    select x.n from (select * from jsonb_to_recordset(lanes) as r(n int, w uuid, a uuid) order by w, a) x
    cross join lateral (select 1 from lane l where l.workspace_id = x.w and l.account_id = x.a for update skip locked) held);
  if budgets <> '{}' then
    -- One row per app and window, shared by all lanes: taken in order, so that workers do not overspend together.
    insert into budget (workspace_id, scope, window_start)
      select distinct x.w, 'app/' || c.network || '/' || c.server, to_timestamp(floor(extract(epoch from at) / (b->'app'->>'seconds')::int) * (b->'app'->>'seconds')::int)
      from jsonb_to_recordset(lanes) as x(n int, w uuid, a uuid) join account c on c.workspace_id = x.w and c.id = x.a
      cross join lateral (select budgets->c.network as b) q
      where b->'app'->>'calls' is not null order by 1, 2 on conflict do nothing;
    perform 1 from budget g where (g.workspace_id, g.scope) in (
        select x.w, 'app/' || c.network || '/' || c.server from jsonb_to_recordset(lanes) as x(n int, w uuid, a uuid)
        join account c on c.workspace_id = x.w and c.id = x.a where budgets->c.network->'app'->>'calls' is not null)
      and g.window_start > at - interval '1 day' and g.window_start <= at order by g.workspace_id, g.scope, g.window_start for update;
  end if;

  with asked as materialized (
    select x.* from jsonb_to_recordset(lanes) as x(n int, w uuid, a uuid, hours text, "from" timestamptz, until timestamptz, day timestamptz, replay bigint, e int, last timestamptz)
    where x.n = any(locked)
  ), lanes_now as materialized (
    select x.*, l.frozen_until, l.last_sent_at, l.next_at, c.network, c.server, c.state as account_state, c.token_epoch, c.zone, c.quiet_from, c.quiet_to,
      c.daily_cap, c.spacing_s, w.stopped_at,
      concat(c.zone, '|', c.quiet_from, '|', c.quiet_to) as hours_now,
      coalesce(c.budget_calls, (budgets->c.network->'account'->>'calls')::int) as calls,
      coalesce(c.budget_s, (budgets->c.network->'account'->>'seconds')::int) as seconds,
      (budgets->c.network->'app'->>'calls')::int as app_calls, (budgets->c.network->'app'->>'seconds')::int as app_seconds,
      (select d.lease_until from delivery d where d.state = 'sending' and d.workspace_id = x.w and d.account_id = x.a limit 1) as sending_until,
      (select max(d.settled_at) + interval '15 minutes' from delivery d
        where d.state = 'unknown' and d.workspace_id = x.w and d.account_id = x.a and d.settled_at > at - interval '15 minutes') as blocked_until
    from asked x join lane l on l.workspace_id = x.w and l.account_id = x.a
    join account c on c.workspace_id = x.w and c.id = x.a join workspace w on w.id = x.w
  ), picked as materialized (
    select y.*, d.id, d.due_at, d.approved_at, d.version, d.attempts, d.map_id, d.node_id,
      m.state as map_state, m.live_version,
      coalesce(
        (select mode from consent k where k.workspace_id = y.w and k.account_id = y.a and k.topic = d.topic and k.withdrawn_at is null and (k.ends_at is null or k.ends_at > at)),
        (select mode from consent k where k.workspace_id = y.w and k.account_id = y.a and k.topic = '' and k.withdrawn_at is null and (k.ends_at is null or k.ends_at > at)),
        'ask') as mode,
      to_timestamp(floor(extract(epoch from at) / seconds) * seconds) as window_start,
      to_timestamp(floor(extract(epoch from at) / app_seconds) * app_seconds) as app_start
    from lanes_now y
    left join lateral (
      (select d.* from delivery d where y.replay is null and d.workspace_id = y.w and d.account_id = y.a and d.state in ('ready','retry_wait')
        and d.due_at <= at and d.expires_at + interval '0' > at order by d.due_at, d.id limit 1)
      union all
      (select d.* from delivery d where y.replay is not null and d.workspace_id = y.w and d.id = y.replay and d.account_id = y.a
        and d.state = 'unknown' and d.epoch = y.e and d.expires_at > at and y.last > at)
    ) d on true
    left join map m on m.workspace_id = y.w and m.id = d.map_id
  ), judged as materialized (
    select p.*, case
      when stopped_at is not null then 'stopped'
      when sending_until is not null then 'busy'
      when replay is null and blocked_until > at then 'blocked'
      when frozen_until > at then 'frozen'
      when id is null then 'idle'
      when account_state = 'disconnected' then 'disconnected'
      when account_state = 'reconnect' then 'reconnect'
      when mode = 'paused' then 'paused'
      when mode <> 'auto' and approved_at is null then 'consent'
      when map_state is null or map_state = 'archived' then 'archived'
      when map_state <> 'live' then 'map_paused'
      when version <> live_version and ledger_target(w, map_id, version, live_version, node_id) = 'gone' then 'target_gone'
      when version <> live_version and ledger_target(w, map_id, version, live_version, node_id) = 'changed' then 'target_changed'
      when replay is not null then 'go'
      when (quiet_from is not null or daily_cap is not null) and (hours is distinct from hours_now or ("from" <= at and until <= at)) then 'window'
      when quiet_from is not null and "from" > at then 'quiet'
      when spacing_s > 0 and last_sent_at + make_interval(secs => spacing_s) > at then 'spacing'
      when daily_cap is not null and coalesce((select used from budget b where b.workspace_id = w and b.scope = 'day/' || a and b.window_start = p.day), 0) >= daily_cap then 'cap'
      when calls is not null and coalesce((select used from budget b where b.workspace_id = w and b.scope = 'account/' || a and b.window_start = p.window_start), 0) >= calls then 'budget'
      else 'go' end as first_verdict
    from picked p
  ), ranked as (
    select j.*, case when first_verdict = 'go' and replay is null and app_calls is not null
        and coalesce((select used from budget b where b.workspace_id = w and b.scope = 'app/' || network || '/' || server and b.window_start = app_start), 0)
          + (select count(*) from judged o where o.first_verdict = 'go' and o.replay is null and o.w = j.w and o.network = j.network and o.server = j.server
              and (o.due_at, o.id) <= (j.due_at, j.id)) > app_calls
      then 'app_budget' else first_verdict end as verdict
    from judged j
  ), final as materialized (
    select r.*, case verdict
      when 'busy' then greatest(sending_until, at + interval '1 second')
      when 'blocked' then blocked_until
      when 'frozen' then frozen_until
      when 'quiet' then "from"
      when 'spacing' then last_sent_at + make_interval(secs => spacing_s)
      when 'cap' then until
      when 'budget' then window_start + make_interval(secs => seconds)
      when 'app_budget' then app_start + make_interval(secs => app_seconds)
      when 'idle' then (select d.due_at from delivery d where replay is null and d.workspace_id = w and d.account_id = a and d.state in ('ready','retry_wait')
        and d.expires_at + interval '0' > at order by d.due_at, d.id limit 1)
      end as next_time
    from ranked r
  ), gated as (
    update delivery d set state = 'sending', epoch = d.epoch + 1, attempts = d.attempts + 1, lease_until = at + lease, gated_at = at, worker = worker_name
    from final f where f.verdict = 'go' and d.workspace_id = f.w and d.id = f.id
      and d.state in ('ready','retry_wait','unknown')
    returning d.workspace_id as w, d.id, d.epoch, d.network, d.text, d.link, d.key, d.attempts
  ), tried as (
    insert into attempt (workspace_id, delivery_id, epoch, gated_at, worker) select w, id, epoch, at, worker_name from gated
  ), lanes_moved as (
    update lane l set last_sent_at = case when f.verdict = 'go' and f.spacing_s > 0 then at else l.last_sent_at end,
      frozen_until = case when l.frozen_until <= at then null else l.frozen_until end,
      frozen_reason = case when l.frozen_until <= at then null else l.frozen_reason end,
      next_at = case
        when f.replay is not null then l.next_at
        when f.verdict = 'go' then case when l.next_at > at + lease / 2 then l.next_at else at + lease end
        when f.verdict in ('stopped','window') then l.next_at
        when f.verdict in ('disconnected','reconnect','paused','consent','archived','map_paused','target_gone','target_changed') then at
        else f.next_time end
    from final f where l.workspace_id = f.w and l.account_id = f.a and (f.verdict = 'go' or f.replay is null)
      -- The usual post of a lane without spacing changes nothing here.
      and (f.verdict <> 'go' or f.spacing_s > 0 or l.frozen_until <= at or (f.replay is null and (l.next_at is null or l.next_at <= at + lease / 2)))
  )
  select jsonb_agg(case when g.id is null
      then jsonb_build_object('n', f.n, 'w', f.w, 'a', f.a, 'id', f.id, 'verdict', case when f.verdict = 'go' then 'busy' else f.verdict end,
        'until', f.next_time, 'zone', f.zone, 'quietFrom', f.quiet_from, 'quietTo', f.quiet_to)
      else jsonb_build_object('n', f.n, 'id', f.id, 'verdict', 'go', 'gated', jsonb_build_object('epoch', g.epoch, 'network', g.network, 'text', g.text,
        'link', g.link, 'key', g.key, 'attempts', g.attempts, 'tokenEpoch', f.token_epoch, 'day', case when f.daily_cap is null then null else f.day end,
        'suspected', f.attempts > 0 and exists (select 1 from attempt t where t.workspace_id = f.w and t.delivery_id = f.id and t.outcome in ('unknown','lost'))))
      end),
      jsonb_agg(jsonb_build_object('w', f.w, 'a', f.a, 'account', case when f.calls is null then null else f.window_start end,
        'day', case when f.daily_cap is null then null else f.day end, 'app', f.network || '/' || f.server,
        'app_start', case when f.app_calls is null then null else f.app_start end))
        filter (where g.id is not null and f.replay is null and (f.calls is not null or f.daily_cap is not null or f.app_calls is not null)),
      coalesce(bool_or(f.replay is null and f.verdict in ('disconnected','reconnect','paused','consent','archived','map_paused','target_gone','target_changed')), false)
    into answers, spends, some_aside from final f left join gated g on g.w = f.w and g.id = f.id;

  if spends is not null then
    insert into budget (workspace_id, scope, window_start, used)
      select w, scope, start, count(*) from (
        select r.w, unnest(array['account/' || r.a, 'day/' || r.a, 'app/' || r.app]) as scope, unnest(array[r.account, r.day, r.app_start]) as start
        from jsonb_to_recordset(spends) as r(w uuid, a uuid, account timestamptz, day timestamptz, app text, app_start timestamptz)
      ) as spending where start is not null group by 1, 2, 3 order by 1, 2, 3
    on conflict (workspace_id, scope, window_start) do update set used = budget.used + excluded.used;
  end if;
  if some_aside then
    update delivery d set settled_at = at,
      state = case when r.verdict in ('disconnected','archived','target_gone') then 'cancelled' else 'held' end,
      reason_code = case r.verdict when 'target_changed' then 'review' else r.verdict end, reason = null
    from jsonb_to_recordset(answers) as r(n int, w uuid, id bigint, verdict text)
    join jsonb_to_recordset(lanes) as x(n int, replay bigint) on x.n = r.n
    where x.replay is null and d.workspace_id = r.w and d.id = r.id and d.state in ('ready','retry_wait')
      and r.verdict in ('disconnected','reconnect','paused','consent','archived','map_paused','target_gone','target_changed');
  end if;
  return coalesce(answers, '[]');
end $$`;

const step = `create function ledger_step(input jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := coalesce((input->>'now')::timestamptz, clock_timestamp());
  settled jsonb := '[]';
  answers jsonb := '[]';
begin
  if jsonb_array_length(input->'settles') > 0 then settled := ledger_settle(input->'settles', (input->>'rare')::boolean, at); end if;
  if jsonb_array_length(input->'lanes') > 0 then
    answers := ledger_gate(input->'lanes', input->'budgets', input->>'worker', make_interval(secs => (input->>'lease')::float8), at);
  end if;
  return jsonb_build_object('at', at, 'settled', settled, 'lanes', answers);
end $$`;

const statements = [
  ...fence,
  target,
  settle,
  gate,
  step,
  // What the sweeps look for: holds that end by themselves when their cause is gone.
  `create index delivery_waits on delivery (workspace_id, account_id) where state = 'held' and reason_code in ('reconnect','paused','map_paused')`,
  // The second rule reads an account's last 30 days whole; the narrower index by link alone is not needed beside it.
  `create index delivery_story on delivery (workspace_id, account_id, created_at)`,
  `drop index delivery_link`,
  // A post changes its row twice, and each change pays for every index: the busy path keeps the few that it needs. Expired leases are
  // found among the rows in flight, an item's deliveries by skipping through the accounts, and by state only what is not the usual.
  `drop index delivery_lease`,
  `drop index delivery_item`,
  `drop index delivery_state`,
  `drop index delivery_map`,
  `create index delivery_map on delivery (workspace_id, map_id, id) where state = 'held'`,
  `create index delivery_state on delivery (workspace_id, state, id) where state in ('held','unknown','rejected','cancelled','expired')`,
  // The check of this key would cost a query for each attempt. The gate alone writes attempts, beside their delivery, and no delivery is ever deleted.
  `alter table attempt drop constraint attempt_workspace_id_delivery_id_fkey`,
];
