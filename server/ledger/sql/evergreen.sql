-- Whether an entry that comes back may go out on an account now. null: it may, or it is none; else the reason for which it does not
-- (engine/reasons.ts). Every outing of the entry counts, in whatever round, and what went out of the story whose second life it is. Days are those
-- of the workspace's calendar: an hour that a clock leaves out shortens no gap. The account's lane is locked by the gate, so that of two outings at
-- once the second sees the first.
-- Whoever had it late has it late again: `again` is when the gap of this account is over, at the hour at which it was due, where that is before its end.
create function ledger_evergreen(w uuid, account uuid, key text, own bigint, at timestamptz, out says text, out again timestamptz) language plpgsql as $$
declare e record; last timestamptz; same boolean;
begin
  select g.gap_days, g.of_key, s.zone, x.round, x.id into e from evergreen g join workspace s on s.id = g.workspace_id
    join entry x on x.workspace_id = g.workspace_id and x.id = g.entry_id
    where g.workspace_id = w and g.entry_id = split_part(key, ':', 2)::uuid;
  if not found then return; end if;
  select max(coalesce(d.published_at, d.gated_at)), bool_or(ledger_bare(d.post, d.text) = o.bare) into last, same
    from (select ledger_bare(t.post, t.text) as bare from delivery t where t.workspace_id = w and t.id = own) o
    join delivery d on d.workspace_id = w and d.account_id = account and d.id <> own and d.state in ('published','sending','processing','unknown')
      and d.item_key = any(array(select 'entry:' || e.id || ':' || n from generate_series(greatest(1, e.round - 200), greatest(e.round, 1)) n) || e.of_key);
  if last is null then return; end if;
  if same then says := 'evergreen_same'; end if;
  if (last at time zone e.zone)::date + e.gap_days > (at at time zone e.zone)::date then
    says := coalesce(says, 'evergreen_soon');
    if says = 'evergreen_soon' then
      select f.free into again from delivery d
        cross join lateral (select ((last at time zone e.zone)::date + e.gap_days + (d.due_at at time zone e.zone)::time) at time zone e.zone as free) f
        where d.workspace_id = w and d.id = own and f.free > at and f.free < d.expires_at;
    end if;
  end if;
end $$;

-- What a post says, without its links, for comparison; engine/evergreen.ts has the same.
create function ledger_bare(post jsonb, plain text) returns text language sql immutable as $$
  select btrim(regexp_replace(lower(regexp_replace(coalesce(post->'parts'->0->>'text', plain, ''), 'https?://\S+', '', 'gi')), '\s+', ' ', 'g'))
$$;
