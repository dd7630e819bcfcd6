-- Records money that came in from the bank, for an admin: key, rules, transfer, receipt, and audit row in one statement.
-- Outcomes: created, replayed, mismatch, refused (forbidden, no_method, invalid_amount, invalid_reference, in_future,
-- too_old, more_than_drawn). The money counts from now, because earlier refills could not have used it. The receipt keeps
-- its own day.
create or replace function record_bank_receipt(
  p_account account_kind, p_team bigint, p_actor uuid, p_key text, p_request_hash bytea, p_amount bigint,
  p_received_on date, p_reference text,
  out outcome text, out code text, out receipt_id uuid
) language plpgsql as $$
declare
  v_operation constant text := case p_account when 'reserve' then 'reserve_deposit' else 'purchase_power_payment' end;
  -- $1,000,000.00: nobody keeps more in postage, and three extra zeros are noticed before they are booked.
  v_most constant bigint := 100000000;
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_now timestamptz := clock_timestamp();
  v_today date;
  v_used record;
  v_transfer uuid;
begin
  outcome := 'refused';
  if v_actor is null then code := 'forbidden'; return; end if;

  select * into v_used from find_used_key(
    p_team => p_team, p_operation => v_operation, p_key => p_key, p_request_hash => p_request_hash);
  if found then
    receipt_id := v_used.resource_id;
    outcome := v_used.outcome;
    return;
  end if;

  if not exists (
    select from payment_methods m where m.team_id = p_team
      and m.type = case p_account when 'reserve' then 'reserve_account' else 'purchase_power' end::payment_method_type
  ) then
    code := 'no_method';
    return;
  end if;
  if p_amount is null or p_amount not between 1 and v_most then code := 'invalid_amount'; return; end if;
  if p_reference is null or char_length(p_reference) not between 1 and 75 then code := 'invalid_reference'; return; end if;
  select (v_now at time zone t.time_zone)::date into v_today from teams t where t.id = p_team;
  if p_received_on is null or p_received_on > v_today then code := 'in_future'; return; end if;
  if p_received_on < v_today - interval '1 year' then code := 'too_old'; return; end if;
  if p_account = 'purchase_power' and p_amount > (
    select headroom(a) from ledger_accounts a
    where a.team_id = p_team and a.kind = 'purchase_power'
  ) then
    code := 'more_than_drawn';
    return;
  end if;

  receipt_id := gen_random_uuid();
  outcome := 'created';
  v_transfer := case p_account
    when 'reserve' then deposit_reserve(p_team => p_team, p_amount => p_amount)
    else pay_purchase_power(p_team => p_team, p_amount => p_amount) end;
  insert into bank_receipts (team_id, id, account, amount, received_on, reference, transfer_id, actor_name, created_at)
    values (p_team, receipt_id, p_account, p_amount, p_received_on, p_reference, v_transfer, v_actor, v_now);
  insert into idempotency_keys (team_id, operation, key, request_hash, resource_id, created_at)
    values (p_team, v_operation, p_key, p_request_hash, receipt_id, v_now);
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor,
    p_action => case p_account when 'reserve' then 'reserve_deposit.recorded' else 'purchase_power_payment.recorded' end,
    p_subject => 'bank_receipt:' || receipt_id,
    p_after => jsonb_build_object('amount', p_amount, 'received_on', p_received_on, 'reference', p_reference));
end $$;

-- A deposit into the Reserve Account by check or ACH. See record_bank_receipt.
create or replace function record_reserve_deposit(
  p_team bigint, p_actor uuid, p_key text, p_request_hash bytea, p_amount bigint, p_received_on date, p_reference text,
  out outcome text, out code text, out receipt_id uuid
) language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select * from record_bank_receipt(
    p_account => 'reserve', p_team => p_team, p_actor => p_actor, p_key => p_key, p_request_hash => p_request_hash,
    p_amount => p_amount, p_received_on => p_received_on, p_reference => p_reference)
$$;

-- A payment on Purchase Power, never more than is drawn. See record_bank_receipt.
create or replace function record_purchase_power_payment(
  p_team bigint, p_actor uuid, p_key text, p_request_hash bytea, p_amount bigint, p_received_on date, p_reference text,
  out outcome text, out code text, out receipt_id uuid
) language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select * from record_bank_receipt(
    p_account => 'purchase_power', p_team => p_team, p_actor => p_actor, p_key => p_key, p_request_hash => p_request_hash,
    p_amount => p_amount, p_received_on => p_received_on, p_reference => p_reference)
$$;
