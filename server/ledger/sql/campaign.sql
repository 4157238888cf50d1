-- Whether a campaign lets a post of its own pass now. null: it does; `busy`: another post of the same person is just being counted;
-- else the reason for which it does not (engine/reasons.ts). `passing`: what passes in the same call, by campaign and person. A campaign that was
-- deleted lets pass what was made for it. Days are those of the workspace's clock, whatever it does on them.
create function ledger_campaign(w uuid, campaign uuid, person uuid, passing text[], at timestamptz) returns text language plpgsql as $$
declare c record; used int;
begin
  select x.state, x.budget, at >= (x.first_day::timestamp at time zone s.zone) as begun,
      at >= ((x.last_day + 1)::timestamp at time zone s.zone) as over into c
    from campaign x join workspace s on s.id = x.workspace_id where x.workspace_id = w and x.id = campaign;
  if not found then return null; end if;
  if c.state = 'stopped' or c.over then return 'campaign_over'; end if;
  if c.state <> 'started' or not c.begun then return 'campaign_rest'; end if;
  if c.budget is null or person is null then return null; end if;
  -- Two accounts of one person, in two calls at once: the second waits until what the first did is seen.
  if not pg_try_advisory_xact_lock(hashtextextended(concat_ws('/', 'campaign', w, campaign, person), 0)) then return 'busy'; end if;
  select count(*) into used from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id and d.campaign_id = campaign
    where a.workspace_id = w and a.member_id = person and d.state in ('sending','processing','unknown','published');
  used := used + (select count(*) from unnest(passing) p where p = concat_ws('/', campaign, person));
  if used >= c.budget then return 'campaign_budget'; end if;
  return null;
end $$;
