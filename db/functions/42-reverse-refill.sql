-- Takes postage of a refill back, and its fee. The amount comes out of the balance, then out of `held`. The missing part
-- is owed (`receivable`), so the balance never falls below zero. The caller holds lock_postage, and calls settle_owed and
-- release_held afterwards.
create or replace function take_back(
  p_team bigint, p_refill uuid, p_amount bigint, p_fee bigint, p_now timestamptz,
  out from_balance bigint, out from_held bigint, out owed bigint
) language plpgsql as $$
declare
  v_funded uuid;
  v_charged_fee uuid;
begin
  select t.id into v_funded from transfers t where t.team_id = p_team and t.refill_id = p_refill
    and t.kind in ('postage_fund', 'held_fund') and t.phase in ('posted', 'post');
  select t.id into v_charged_fee from transfers t where t.team_id = p_team and t.refill_id = p_refill
    and t.kind = 'fee' and t.phase in ('posted', 'post');

  select least(p_amount, available(p)) into from_balance
    from ledger_accounts p where p.team_id = p_team and p.kind = 'postage';
  select least(p_amount - from_balance, balance(h)) into from_held
    from ledger_accounts h where h.team_id = p_team and h.kind = 'held';
  owed := p_amount - from_balance - from_held;
  if from_balance > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'fund_reversal', p_debit => 'card', p_credit => 'postage', p_amount => from_balance,
      p_now => p_now, p_effective => p_now, p_refill => p_refill, p_reverses => v_funded);
  end if;
  if from_held > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'fund_reversal', p_debit => 'card', p_credit => 'held', p_amount => from_held,
      p_now => p_now, p_effective => p_now, p_refill => p_refill, p_reverses => v_funded);
  end if;
  if owed > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'fund_reversal', p_debit => 'card', p_credit => 'receivable', p_amount => owed,
      p_now => p_now, p_effective => p_now, p_refill => p_refill, p_reverses => v_funded);
  end if;
  if p_fee > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'fee_reversal', p_debit => 'card', p_credit => 'fees', p_amount => p_fee,
      p_now => p_now, p_effective => p_now, p_refill => p_refill, p_reverses => v_charged_fee);
  end if;
end $$;

-- The card's bank took the money back (a chargeback): everything of the refill and its fee that has not gone back to the
-- card before. A refund on its way to the card is given up first. See take_back. Outcomes: reversed, unchanged (not a
-- posted card refill, or reversed before).
create or replace function reverse_refill(p_team bigint, p_refill uuid, p_reason text)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_refill refills;
  v_refund card_refunds;
  v_reported bigint;
  v_taken record;
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then raise exception 'no refill % in team %', p_refill, p_team using errcode = 'no_data_found'; end if;
  if v_refill.status <> 'posted' or v_refill.payment_method_type <> 'credit_card' then return 'unchanged'; end if;

  v_reported := reported_refund(p_team, p_refill);
  for v_refund in
    select * from card_refunds f where f.team_id = p_team and f.refill_id = p_refill and f.status = 'processing'
  loop
    perform void_card_refund(v_refund, 'The card’s bank took the whole payment back first.', v_now);
  end loop;
  select * into v_taken
    from take_back(
      p_team => p_team, p_refill => p_refill, p_amount => v_refill.amount - v_refill.refunded,
      p_fee => v_refill.fee - v_refill.refunded_fee, p_now => v_now);

  update refills set status = 'reversed', failure_message = p_reason where team_id = p_team and id = p_refill;
  perform audit_system(
    p_team => p_team, p_at => v_now, p_action => 'refill.reversed', p_subject => 'refill:' || p_refill,
    p_before => jsonb_build_object('status', 'posted'),
    p_after => jsonb_build_object('status', 'reversed', 'reason', p_reason, 'from_balance', v_taken.from_balance, 'owed', v_taken.owed));
  perform catch_up_refunds(p_team => p_team, p_refill => p_refill, p_total => v_reported, p_now => v_now);
  perform settle_owed(p_team => p_team, p_now => v_now, p_effective => v_now);
  perform release_held(p_team => p_team, p_now => v_now, p_effective => v_now);
  return 'reversed';
end $$;

-- The bank gave the money back (a dispute that was won): the amount of the chargeback returns. It first pays what the
-- chargeback has left owed. The rest goes through `held` into the balance, as far as there is room. Outcomes: reinstated,
-- unchanged (not reversed).
create or replace function reinstate_refill(p_team bigint, p_refill uuid)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_refill refills;
  v_back bigint;
  v_fee_back bigint;
  v_to_owed bigint;
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then raise exception 'no refill % in team %', p_refill, p_team using errcode = 'no_data_found'; end if;
  if v_refill.status <> 'reversed' then return 'unchanged'; end if;

  v_back := v_refill.amount - v_refill.refunded;
  v_fee_back := v_refill.fee - v_refill.refunded_fee;
  -- It pays no more than this refill's own share of what is owed: what its chargeback added, less what it has paid
  -- before.
  select least(v_back, -balance(r), coalesce((
      select sum(case t.kind when 'fund_reversal' then t.amount else -t.amount end) from transfers t
      where t.team_id = p_team and t.refill_id = p_refill and t.phase = 'posted'
        and ((t.kind = 'fund_reversal' and t.credit = 'receivable') or (t.kind = 'fund_reinstated' and t.debit = 'receivable'))
    ), 0)) into v_to_owed
    from ledger_accounts r where r.team_id = p_team and r.kind = 'receivable';
  if v_to_owed > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'fund_reinstated', p_debit => 'receivable', p_credit => 'card', p_amount => v_to_owed,
      p_now => v_now, p_effective => v_now, p_refill => p_refill);
  end if;
  if v_back > v_to_owed then
    perform post_transfer(
      p_team => p_team, p_kind => 'fund_reinstated', p_debit => 'held', p_credit => 'card',
      p_amount => v_back - v_to_owed, p_now => v_now, p_effective => v_now, p_refill => p_refill);
  end if;
  if v_fee_back > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'fee_reinstated', p_debit => 'fees', p_credit => 'card', p_amount => v_fee_back,
      p_now => v_now, p_effective => v_now, p_refill => p_refill);
  end if;

  update refills set status = 'posted', failure_message = null where team_id = p_team and id = p_refill;
  perform audit_system(
    p_team => p_team, p_at => v_now, p_action => 'refill.reinstated', p_subject => 'refill:' || p_refill,
    p_before => jsonb_build_object('status', 'reversed'),
    p_after => jsonb_build_object('status', 'posted', 'amount', v_back, 'to_owed', v_to_owed));
  perform settle_owed(p_team => p_team, p_now => v_now, p_effective => v_now);
  perform release_held(p_team => p_team, p_now => v_now, p_effective => v_now);
  return 'reinstated';
end $$;
