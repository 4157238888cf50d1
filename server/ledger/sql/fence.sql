-- The gate locks an account's lane first and reads every permission after that. Whoever takes a permission away locks the same
-- lanes before they commit: so they wait for gates in flight, and no later gate misses the change.

create function ledger_fence_account() returns trigger language plpgsql as $$
begin
  perform 1 from lane where workspace_id = new.workspace_id and account_id = (to_jsonb(new)->>tg_argv[0])::uuid for update;
  return null;
end $$;

create function ledger_fence_workspace() returns trigger language plpgsql as $$
begin
  perform 1 from lane where workspace_id = (to_jsonb(new)->>tg_argv[0])::uuid order by account_id for update;
  return null;
end $$;

create trigger consent_fence after insert or update on consent for each row execute function ledger_fence_account('account_id');

create trigger account_fence after update on account for each row
  when (old.state is distinct from new.state or old.token_epoch is distinct from new.token_epoch)
  execute function ledger_fence_account('id');

create trigger map_fence after update on map for each row
  when (old.state is distinct from new.state or old.live_version is distinct from new.live_version)
  execute function ledger_fence_workspace('workspace_id');

-- A new charter takes away what was allowed under the one before.
create trigger charter_fence after update on workspace for each row
  when (new.charter_needed is not null and old.charter_needed is distinct from new.charter_needed) execute function ledger_fence_workspace('id');

create trigger workspace_fence after update on workspace for each row
  when ((old.stopped_at is null and new.stopped_at is not null) or (new.crisis is not null and old.crisis is distinct from new.crisis)) execute function ledger_fence_workspace('id');
