-- The processor reports how much of a charge has gone back to the card in total, postage and fee together. p_total only
-- grows, so a repeated or late report changes nothing. The part that no refund of ours explains was refunded at the
-- processor. It is taken back (see take_back), first of the postage and then of the fee. Outcomes: recorded, unchanged
-- (known, or not a card's refill), not_posted (the charge has to be settled first).
create or replace function record_processor_refund(p_team bigint, p_refill uuid, p_total bigint)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_refill refills;
  v_now timestamptz;
  v_booked bigint;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then raise exception 'no refill % in team %', p_refill, p_team using errcode = 'no_data_found'; end if;
  if v_refill.payment_method_type <> 'credit_card' then return 'unchanged'; end if;
  if v_refill.status not in ('posted', 'reversed') then return 'not_posted'; end if;

  perform record_reported_refund(p_team => p_team, p_refill => p_refill, p_total => p_total, p_now => v_now);
  v_booked := catch_up_refunds(p_team => p_team, p_refill => p_refill, p_total => p_total, p_now => v_now);
  if v_booked = 0 then return 'unchanged'; end if;
  perform release_held(p_team => p_team, p_now => v_now, p_effective => v_now);
  return 'recorded';
end $$;

-- Records a total that may include a refund on its way. If a chargeback gives that refund up before its outcome is known,
-- the total is compared again.
create or replace function record_reported_refund(p_team bigint, p_refill uuid, p_total bigint, p_now timestamptz)
returns void language plpgsql as $$
begin
  if processing_refunds(p_team, p_refill) > 0 and p_total > reported_refund(p_team, p_refill)
    and p_total > (select r.refunded + r.refunded_fee from refills r where r.team_id = p_team and r.id = p_refill)
  then
    perform audit_system(
      p_team => p_team, p_at => p_now, p_action => 'refill.refund_reported', p_subject => 'refill:' || p_refill,
      p_after => jsonb_build_object('total', p_total));
  end if;
end $$;

-- The highest total that the processor reported while a refund of ours was on its way, in cents. A refund that failed or
-- bounced since then may have been part of it, which makes the total void.
create or replace function reported_refund(p_team bigint, p_refill uuid) returns bigint language sql stable as $$
  select coalesce(max((a.after ->> 'total')::bigint), 0)
  from refills r join audit_log a on a.team_id = r.team_id and a.at >= r.created_at
  where r.team_id = p_team and r.id = p_refill
    and a.subject = 'refill:' || p_refill and a.action = 'refill.refund_reported'
    and not exists (
      select from audit_log b where b.team_id = a.team_id and b.at >= a.at and b.id > a.id
        and b.subject = a.subject and b.action in ('refill.refund_failed', 'refill.refund_bounced'))
$$;

-- Brings a refill up to what is known to have gone back to its card: refunds of ours that went through after they were
-- given up, and the processor's own total. If the bank has reversed the refill, everything was given back already, and
-- only the figures move. Returns the cents booked. The caller holds lock_postage.
create or replace function catch_up_refunds(p_team bigint, p_refill uuid, p_total bigint, p_now timestamptz)
returns bigint language plpgsql as $$
declare
  v_refill refills;
  v_processing bigint := processing_refunds(p_team, p_refill);
  v_booked bigint;
  v_ours bigint;
  v_theirs bigint;
  v_postage bigint;
  v_fee bigint;
begin
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  v_booked := v_refill.refunded + v_refill.refunded_fee;
  select coalesce(sum(f.amount), 0) - v_booked into v_ours from card_refunds f
    where f.team_id = p_team and f.refill_id = p_refill and f.status = 'refunded';
  v_theirs := least(p_total, v_refill.amount + v_refill.fee) - v_booked - v_processing;
  v_postage := greatest(0, least(greatest(v_ours, v_theirs), v_refill.amount - v_refill.refunded - v_processing));
  v_fee := greatest(0, v_theirs - v_postage);
  if v_postage + v_fee = 0 then return 0; end if;

  if v_refill.status = 'posted' then
    perform take_back(p_team => p_team, p_refill => p_refill, p_amount => v_postage, p_fee => v_fee, p_now => p_now);
  end if;
  update refills set refunded = refunded + v_postage, refunded_fee = refunded_fee + v_fee where team_id = p_team and id = p_refill;
  perform audit_system(
    p_team => p_team, p_at => p_now, p_action => 'refill.refunded_outside', p_subject => 'refill:' || p_refill,
    p_before => jsonb_build_object('refunded', v_refill.refunded, 'refunded_fee', v_refill.refunded_fee),
    p_after => jsonb_build_object('refunded', v_refill.refunded + v_postage, 'refunded_fee', v_refill.refunded_fee + v_fee));
  return v_postage + v_fee;
end $$;
