-- History is never rewritten. The table itself refuses every login, even the owner's.
create or replace function refuse_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception '% on % is refused: history is append-only', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create or replace trigger transfers_append_only before update or delete or truncate on transfers
  for each statement execute function refuse_change();
create or replace trigger entries_append_only before update or delete or truncate on entries
  for each statement execute function refuse_change();
create or replace trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change();

-- The bounds that each kind of account must have. This is checked only when bounds are written, so moves of money do not
-- pay for it.
create or replace function check_bounds() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_right boolean;
begin
  v_right := case new.kind
    when 'postage' then new.min_balance = 0 and new.minimum_refill >= 1 and new.max_balance >= new.minimum_refill
    when 'held' then new.min_balance = 0
    when 'reserve' then new.min_balance = 0
    when 'purchase_power' then new.min_balance <= 0 and new.max_balance = 0
    when 'receivable' then new.max_balance = 0
    else true
  end;
  if v_right is not true then
    raise exception 'an account of kind % cannot have bounds % to % and a minimum refill of %',
      new.kind, new.min_balance, new.max_balance, new.minimum_refill using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger ledger_accounts_bounds
  before insert or update of kind, min_balance, max_balance, minimum_refill on ledger_accounts
  for each row execute function check_bounds();

-- The team's hot row. Free space on its page keeps its updates off the indexes.
alter table ledger_accounts set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table refills set (fillfactor = 85);
