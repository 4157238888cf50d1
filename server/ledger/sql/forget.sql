-- An account that is deleted takes its deliveries along: a foreign key would cost a look at the account for each delivery made.
create function ledger_forget_account() returns trigger language plpgsql as $$
begin
  with gone as (delete from delivery where workspace_id = old.workspace_id and account_id = old.id returning workspace_id, id),
    parts as (delete from part t using gone where t.workspace_id = gone.workspace_id and t.delivery_id = gone.id)
  delete from attempt t using gone where t.workspace_id = gone.workspace_id and t.delivery_id = gone.id;
  delete from story where workspace_id = old.workspace_id and account_id = old.id;
  return null;
end $$;

create trigger account_gone after delete on account for each row execute function ledger_forget_account();
