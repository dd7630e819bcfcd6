-- Takes a wrongly recorded receipt back, whole, for an admin: key, rules, transfer, a receipt that corrects the wrong one,
-- and audit row in one statement. The wrong one stays as it was. Outcomes: created, replayed, mismatch, refused:
-- forbidden, not_found, is_correction, already_corrected, of_test_round (the team went live after it, with accounts at
-- zero), reason (none, or over 150 characters), not_left (the account has less than that; for Purchase Power, the credit
-- line does). `available` is what it has, in cents, as that refusal saw it.
create or replace function correct_bank_receipt(
  p_team bigint, p_actor uuid, p_key text, p_request_hash bytea, p_receipt uuid, p_reason text,
  out outcome text, out code text, out available bigint
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_now timestamptz := clock_timestamp();
  v_used record;
  v_receipt bank_receipts;
  v_correction uuid := gen_random_uuid();
begin
  outcome := 'refused';
  if v_actor is null then code := 'forbidden'; return; end if;

  select * into v_used from find_used_key(
    p_team => p_team, p_operation => 'receipt_correction', p_key => p_key, p_request_hash => p_request_hash);
  if found then outcome := v_used.outcome; return; end if;

  select * into v_receipt from bank_receipts where team_id = p_team and id = p_receipt;
  if not found then code := 'not_found'; return; end if;
  if v_receipt.corrects_id is not null then code := 'is_correction'; return; end if;
  if exists (select from bank_receipts c where c.team_id = p_team and c.corrects_id = p_receipt) then
    code := 'already_corrected';
    return;
  end if;
  if is_of_test_round(p_team, v_receipt.created_at) then code := 'of_test_round'; return; end if;
  if p_reason is null or char_length(p_reason) not between 1 and 150 then code := 'reason'; return; end if;
  select available(a) - a.min_balance into available
    from ledger_accounts a where a.team_id = p_team and a.kind = v_receipt.account;
  if v_receipt.amount > available then code := 'not_left'; return; end if;

  outcome := 'created';
  insert into bank_receipts (
    team_id, id, account, amount, received_on, reference, transfer_id, corrects_id, reason, actor_name, created_at)
  values (
    p_team, v_correction, v_receipt.account, v_receipt.amount, v_receipt.received_on, v_receipt.reference,
    post_transfer(
      p_team => p_team, p_kind => 'receipt_correction', p_debit => 'bank', p_credit => v_receipt.account,
      p_amount => v_receipt.amount, p_now => v_now, p_effective => v_now, p_reverses => v_receipt.transfer_id),
    p_receipt, p_reason, v_actor, v_now);
  insert into idempotency_keys (team_id, operation, key, request_hash, resource_id, created_at)
    values (p_team, 'receipt_correction', p_key, p_request_hash, v_correction, v_now);
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor,
    p_action => case v_receipt.account
      when 'reserve' then 'reserve_deposit.corrected' else 'purchase_power_payment.corrected' end,
    p_subject => 'bank_receipt:' || p_receipt,
    p_after => jsonb_build_object(
      'amount', v_receipt.amount, 'received_on', v_receipt.received_on, 'reference', v_receipt.reference,
      'reason', p_reason));
end $$;
