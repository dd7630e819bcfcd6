-- What takes money of a refill's charge back, and what brings it back: refunds and disputes. Each has a row in
-- charge_returns with the cents that are gone now. settle_returns makes the ledger agree with the rows.

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

-- Gives postage of a refill again, and its fee: a dispute was won, or a refund came back. It first pays this refill's own
-- share of what is owed: what was taken back into `receivable`, less what it has paid before. The rest goes into `held`.
-- The caller holds lock_postage, and calls settle_owed and release_held afterwards.
create or replace function give_back(p_team bigint, p_refill uuid, p_amount bigint, p_fee bigint, p_now timestamptz)
returns void language plpgsql as $$
declare
  v_to_owed bigint;
begin
  select least(p_amount, -balance(r), coalesce((
      select sum(case t.kind when 'fund_reversal' then t.amount else -t.amount end) from transfers t
      where t.team_id = p_team and t.refill_id = p_refill and t.phase = 'posted'
        and ((t.kind = 'fund_reversal' and t.credit = 'receivable') or (t.kind = 'fund_reinstated' and t.debit = 'receivable'))
    ), 0)) into v_to_owed
    from ledger_accounts r where r.team_id = p_team and r.kind = 'receivable';
  if v_to_owed > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'fund_reinstated', p_debit => 'receivable', p_credit => 'card', p_amount => v_to_owed,
      p_now => p_now, p_effective => p_now, p_refill => p_refill);
  end if;
  if p_amount > v_to_owed then
    perform post_transfer(
      p_team => p_team, p_kind => 'fund_reinstated', p_debit => 'held', p_credit => 'card',
      p_amount => p_amount - v_to_owed, p_now => p_now, p_effective => p_now, p_refill => p_refill);
  end if;
  if p_fee > 0 then
    perform post_transfer(
      p_team => p_team, p_kind => 'fee_reinstated', p_debit => 'fees', p_credit => 'card', p_amount => p_fee,
      p_now => p_now, p_effective => p_now, p_refill => p_refill);
  end if;
end $$;

-- Makes the ledger agree with what the refill's returns say is gone now, whatever was booked before and in whichever
-- order. Postage goes first, then the fee. A dispute after a refund can take more than is left of the charge: all of it
-- is booked as postage taken back. So is what a second payment lost beyond itself. The refill is reversed while a dispute
-- has left nothing of it. The caller holds lock_postage.
create or replace function settle_returns(p_team bigint, p_refill uuid, p_now timestamptz)
returns void language plpgsql as $$
declare
  v_before refills;
  v_refunds bigint;
  v_disputes bigint;
  v_fee bigint;
  v_after refills;
  v_postage_taken bigint;
  v_fee_taken bigint;
begin
  select * into v_before from refills where team_id = p_team and id = p_refill;
  select coalesce(sum(c.amount) filter (where c.kind = 'refund'), 0), coalesce(sum(c.amount) filter (where c.kind = 'dispute'), 0)
    into v_refunds, v_disputes from charge_returns c
    where c.team_id = p_team and c.refill_id = p_refill and c.charge_ref = v_before.processor_ref;
  select v_disputes + coalesce(sum(greatest(d.returned - d.amount, 0)), 0) into v_disputes from duplicate_charges d
    where d.team_id = p_team and d.refill_id = p_refill;

  v_after := v_before;
  v_fee := greatest(0, least(v_refunds + v_disputes - v_before.amount, v_before.fee));
  v_after.refunded_fee := greatest(0, least(v_refunds - v_before.amount, v_before.fee));
  v_after.refunded := v_refunds - v_after.refunded_fee;
  v_after.disputed_fee := v_fee - v_after.refunded_fee;
  v_after.disputed := v_disputes - v_after.disputed_fee;
  v_after.status := case when v_disputes > 0 and v_refunds + v_disputes >= v_before.amount + v_before.fee
    then 'reversed'::refill_status else 'posted' end;

  v_postage_taken := v_after.refunded + v_after.disputed - v_before.refunded - v_before.disputed;
  v_fee_taken := v_fee - v_before.refunded_fee - v_before.disputed_fee;
  if v_postage_taken < 0 or v_fee_taken < 0 then
    perform give_back(
      p_team => p_team, p_refill => p_refill, p_amount => greatest(-v_postage_taken, 0), p_fee => greatest(-v_fee_taken, 0),
      p_now => p_now);
  end if;
  if v_postage_taken > 0 or v_fee_taken > 0 then
    perform take_back(
      p_team => p_team, p_refill => p_refill, p_amount => greatest(v_postage_taken, 0), p_fee => greatest(v_fee_taken, 0),
      p_now => p_now);
  end if;
  update refills set refunded = v_after.refunded, refunded_fee = v_after.refunded_fee, disputed = v_after.disputed,
      disputed_fee = v_after.disputed_fee, status = v_after.status,
      failure_message = case when v_after.status = 'reversed' then (
        select format('The cardholder disputed this payment with their bank (%s).', coalesce(max(c.reason), 'no reason given'))
        from charge_returns c where c.team_id = p_team and c.refill_id = p_refill and c.kind = 'dispute' and c.amount > 0) end
    where team_id = p_team and id = p_refill;
  perform settle_owed(p_team => p_team, p_now => p_now, p_effective => p_now);
  perform release_held(p_team => p_team, p_now => p_now, p_effective => p_now);
end $$;
