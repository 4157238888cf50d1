-- How the target node of an older version of a map fares in the live one: same, changed or gone.
create function ledger_target(of_workspace uuid, of_map uuid, was int, live int, node text) returns text language sql stable as $$
  select case
    when n.shape is null then 'gone'
    when n.shape->'disabled' = 'true' then 'off'
    when o.shape is not null and (o.shape->'type', o.shape->'config') is distinct from (n.shape->'type', n.shape->'config') then 'changed'
    else 'same' end
  from (select 1) as one
  left join lateral (select e.value as shape from version v cross join lateral jsonb_array_elements(v.document->'nodes') as e(value)
    where v.workspace_id = of_workspace and v.map_id = of_map and v.number = live and e.value->>'id' = node limit 1) n on true
  left join lateral (select e.value as shape from version v cross join lateral jsonb_array_elements(v.document->'nodes') as e(value)
    where v.workspace_id = of_workspace and v.map_id = of_map and v.number = was and e.value->>'id' = node limit 1) o on true
$$;
