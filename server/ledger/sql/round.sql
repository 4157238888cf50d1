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
  elsif jsonb_array_length(input->'lanes') > 0 then
    answers := ledger_gate(input->'lanes', input->'budgets', input->>'worker', make_interval(secs => (input->>'lease')::float8), at);
  end if;
  return answers || jsonb_build_object('at', at, 'settled', settled);
end $$;
