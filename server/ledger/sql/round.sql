-- Whether this database is still the one that it was: on the server that it knows, and no further back than the asking process remembers.
-- An empty timeline: a server that does not tell.
create function ledger_is_itself(keeper_id uuid, known bigint) returns boolean language plpgsql as $$
begin
  return exists (select from lineage where case timeline when '' then true else timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8) end)
    and (keeper_id is null or exists (select from keeper k where k.id = keeper_id and k.number >= known));
end $$;

-- One round trip, one transaction, one commit for many lanes: settles what came back, gates what is next. What it is given may
-- only ever gain fields: a process that stood still while a newer set was installed still settles what it had in hand, but nothing
-- passes the gate for anybody who knows another set than this one.
create function ledger_round(input jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := coalesce((input->>'now')::timestamptz, clock_timestamp());
  settled jsonb := '[]';
  answers jsonb := '{"refused":[],"gated":[]}';
begin
  if jsonb_array_length(input->'settles') > 0 or input ? 'chains' then
    settled := ledger_settle(input->'settles', input->'chains', (input->>'rare')::boolean, at);
  end if;
  if (input->>'set')::int is distinct from ledger_set_number() then
    answers := '{"refused":[],"gated":[],"outdated":true}';
  elsif jsonb_array_length(input->'lanes') > 0 and not ledger_is_itself((input->>'keeper')::uuid, (input->>'known')::bigint) then
    answers := '{"refused":[],"gated":[],"setback":true}';
  elsif jsonb_array_length(input->'lanes') > 0 then
    answers := ledger_gate(input->'lanes', input->'budgets', input->>'worker', make_interval(secs => (input->>'lease')::float8), at);
  end if;
  return answers || jsonb_build_object('at', at, 'settled', settled);
end $$;
