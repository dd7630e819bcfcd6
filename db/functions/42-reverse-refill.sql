-- The card's bank took the money back (a chargeback). What is there comes out of the balance, then out of `held`; what
-- is not there any more is owed (`receivable`), so that the balance never falls below zero. The fee is taken back, too.
-- Outcomes: reversed, unchanged (not a posted card refill, or reversed before).
create or replace function reverse_refill(p_team bigint, p_refill uuid, p_reason text)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_postage ledger_accounts;
  v_refill refills;
  v_funded uuid;
  v_charged_fee uuid;
  v_now timestamptz;
  v_from_balance bigint;
  v_from_held bigint;
  v_owed bigint;
begin
  v_postage := lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then raise exception 'no refill % in team %', p_refill, p_team using errcode = 'no_data_found'; end if;
  if v_refill.status <> 'posted' or v_refill.payment_method_type <> 'credit_card' then return 'unchanged'; end if;

  select t.id into v_funded from transfers t where t.team_id = p_team and t.refill_id = p_refill
    and t.kind in ('postage_fund', 'held_fund') and t.phase in ('posted', 'post');
  select t.id into v_charged_fee from transfers t where t.team_id = p_team and t.refill_id = p_refill
    and t.kind = 'fee' and t.phase in ('posted', 'post');

  v_from_balance := least(v_refill.amount, v_postage.debits_posted - v_postage.credits_posted - v_postage.credits_pending);
  select least(v_refill.amount - v_from_balance, h.debits_posted - h.credits_posted) into v_from_held
    from ledger_accounts h where h.team_id = p_team and h.kind = 'held';
  v_owed := v_refill.amount - v_from_balance - v_from_held;
  if v_from_balance > 0 then
    perform post_transfer(p_team, 'fund_reversal', 'card', 'postage', v_from_balance, v_now, v_now, p_refill, null, null, v_funded);
  end if;
  if v_from_held > 0 then
    perform post_transfer(p_team, 'fund_reversal', 'card', 'held', v_from_held, v_now, v_now, p_refill, null, null, v_funded);
  end if;
  if v_owed > 0 then
    perform post_transfer(p_team, 'fund_reversal', 'card', 'receivable', v_owed, v_now, v_now, p_refill, null, null, v_funded);
  end if;
  if v_refill.fee > 0 then
    perform post_transfer(p_team, 'fee_reversal', 'card', 'fees', v_refill.fee, v_now, v_now, p_refill, null, null, v_charged_fee);
  end if;

  update refills set status = 'reversed', failure_message = p_reason where team_id = p_team and id = p_refill;
  insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject, before, after)
    values (p_team, v_now, 'system', 'processor', 'Automatic', 'refill.reversed', 'refill:' || p_refill,
      jsonb_build_object('status', 'posted'),
      jsonb_build_object('status', 'reversed', 'reason', p_reason, 'from_balance', v_from_balance, 'owed', v_owed));
  perform release_held(p_team, v_now, v_now);
  return 'reversed';
end $$;
