-- Requests a refund of unused postage to the card. The amount is set aside, so nobody prints with it in the meantime. The
-- fee is not refunded. Outcomes: created, replayed, mismatch, refused: forbidden (admins only), not_found, not_refundable
-- (not a posted card refill), too_late (older than 180 days, the processor's window), invalid_amount (less than a cent),
-- more_than_refundable, insufficient_funds (more than is available), prepaid (more than the card has paid of what is
-- available), reason (none, or over 200 characters). refundable is what has not gone back to the card, available is what
-- can be printed with, and from_card is what of that the card has paid, as the refusal saw them.
create or replace function request_card_refund(
  p_team bigint, p_actor uuid, p_key text, p_request_hash bytea, p_refill uuid, p_amount bigint, p_reason text,
  out outcome text, out code text, out refund_id uuid, out refundable bigint, out available bigint, out from_card bigint
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_postage ledger_accounts;
  v_actor text;
  v_used record;
  v_refill refills;
  v_now timestamptz;
begin
  v_postage := lock_postage(p_team);
  v_now := clock_timestamp();
  outcome := 'refused';
  v_actor := authorize_actor(p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'refills:write');
  if v_actor is null then code := 'forbidden'; return; end if;

  select * into v_used from find_used_key(
    p_team => p_team, p_operation => 'card_refund', p_key => p_key, p_request_hash => p_request_hash);
  if found then
    refund_id := v_used.resource_id;
    outcome := v_used.outcome;
    return;
  end if;

  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then code := 'not_found'; return; end if;
  refundable := greatest(0, v_refill.amount - v_refill.refunded - v_refill.disputed - processing_refunds(p_team, p_refill));
  available := available(v_postage);
  if v_refill.status <> 'posted' or v_refill.payment_method_type <> 'credit_card'
    or is_of_test_round(p_team, v_refill.created_at) then code := 'not_refundable'; return; end if;
  if v_refill.created_at < v_now - interval '180 days' then code := 'too_late'; return; end if;
  if p_amount is null or p_amount < 1 then code := 'invalid_amount'; return; end if;
  if p_amount > refundable then code := 'more_than_refundable'; return; end if;
  if p_amount > available then code := 'insufficient_funds'; return; end if;
  from_card := card_postage(p_team, v_refill.payment_method_id);
  if p_amount > from_card then code := 'prepaid'; return; end if;
  if p_reason is null or char_length(p_reason) not between 1 and 200 then code := 'reason'; return; end if;

  refund_id := gen_random_uuid();
  outcome := 'created';
  insert into card_refunds (
    team_id, id, refill_id, amount, status, reason, actor_id, actor_name, pending_id, created_at, ask_at)
  values (
    p_team, refund_id, p_refill, p_amount, 'processing', p_reason, p_actor::text, v_actor,
    reserve_transfer(
      p_team => p_team, p_kind => 'fund_reversal', p_debit => 'card', p_credit => 'postage', p_amount => p_amount,
      p_now => v_now, p_refill => p_refill), v_now, v_now + interval '10 seconds');
  insert into idempotency_keys (team_id, operation, key, request_hash, resource_id, created_at)
    values (p_team, 'card_refund', p_key, p_request_hash, refund_id, v_now);
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'refill.refund_requested',
    p_subject => 'refill:' || p_refill,
    p_after => jsonb_build_object('refund', refund_id, 'amount', p_amount, 'reason', p_reason));
end $$;

-- The cents of a refill that are on their way back to the card.
create or replace function processing_refunds(p_team bigint, p_refill uuid) returns bigint language sql stable as $$
  select coalesce(sum(f.amount), 0)::bigint from card_refunds f
  where f.team_id = p_team and f.refill_id = p_refill and f.status = 'processing'
$$;

-- Gives up a refund that is processing. The caller holds lock_postage, and calls settle_owed and release_held.
create or replace function void_card_refund(p_refund card_refunds, p_message text, p_now timestamptz)
returns void language plpgsql as $$
declare
  v_pending transfers;
begin
  select * into v_pending from transfers t where t.team_id = p_refund.team_id and t.id = p_refund.pending_id;
  perform void_transfer(p_refund.team_id, v_pending, p_now);
  update card_refunds f set status = 'failed', failure_message = p_message, settled_at = p_now, ask_at = null
    where f.team_id = p_refund.team_id and f.id = p_refund.id;
  perform audit_system(
    p_team => p_refund.team_id, p_at => p_now, p_action => 'refill.refund_failed',
    p_subject => 'refill:' || p_refund.refill_id,
    p_after => jsonb_build_object('refund', p_refund.id, 'amount', p_refund.amount, 'message', p_message));
end $$;

-- Brings a refund of ours to what the processor says of it: whether its money is gone. What it has set aside is posted or
-- given up. A refund that was settled before only changes its words: its charge_returns row moves the money. The caller
-- holds lock_postage, writes that row, and calls settle_returns.
create or replace function change_card_refund(p_refund card_refunds, p_processor_ref text, p_is_gone boolean, p_now timestamptz)
returns void language plpgsql as $$
declare
  v_pending transfers;
begin
  if p_refund.status = (case when p_is_gone then 'refunded' else 'failed' end)::card_refund_status then return; end if;
  if p_refund.status = 'processing' and not p_is_gone then
    perform void_card_refund(p_refund, card_refund_bounced(), p_now);
    return;
  end if;
  update card_refunds f set status = (case when p_is_gone then 'refunded' else 'failed' end)::card_refund_status,
      processor_ref = p_processor_ref, failure_message = case when not p_is_gone then card_refund_bounced() end,
      settled_at = p_now, ask_at = null
    where f.team_id = p_refund.team_id and f.id = p_refund.id;
  perform audit_system(
    p_team => p_refund.team_id, p_at => p_now,
    p_action => case when p_is_gone then 'refill.refunded' else 'refill.refund_bounced' end,
    p_subject => 'refill:' || p_refund.refill_id, p_before => jsonb_build_object('status', p_refund.status),
    p_after => jsonb_build_object('refund', p_refund.id, 'amount', p_refund.amount, 'processor_ref', p_processor_ref));
  if p_refund.status = 'processing' then
    select * into v_pending from transfers t where t.team_id = p_refund.team_id and t.id = p_refund.pending_id;
    perform post_transfer(
      p_team => p_refund.team_id, p_kind => v_pending.kind, p_debit => v_pending.debit, p_credit => v_pending.credit,
      p_amount => v_pending.amount, p_now => p_now, p_effective => p_now, p_refill => p_refund.refill_id,
      p_pending => v_pending.id);
    update refills set refunded = refunded + p_refund.amount where team_id = p_refund.team_id and id = p_refund.refill_id;
  end if;
end $$;

create or replace function card_refund_bounced() returns text language sql immutable as $$
  select 'The card’s bank did not take the money back; the card may be closed.'
$$;

-- The processor has sent the money back. If the refund was given up before, the money is still recorded. p_read_at is the
-- database's time just before the processor was asked. Outcomes: refunded, refunded_late, unchanged (known, or
-- something newer is known).
create or replace function settle_card_refund(p_team bigint, p_refund uuid, p_processor_ref text, p_read_at timestamptz)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_refund card_refunds;
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refund from card_refunds where team_id = p_team and id = p_refund;
  if not found then raise exception 'no refund % in team %', p_refund, p_team using errcode = 'no_data_found'; end if;
  if v_refund.status = 'refunded' then return 'unchanged'; end if;
  perform record_returns(
    p_team => p_team, p_refill => v_refund.refill_id,
    p_charge => (select r.processor_ref from refills r where r.team_id = p_team and r.id = v_refund.refill_id),
    p_returns => jsonb_build_array(jsonb_build_object(
      'ref', p_processor_ref, 'kind', 'refund', 'amount', v_refund.amount, 'claimed', v_refund.amount,
      'state', 'succeeded', 'reason', null, 'refund', p_refund)),
    p_is_whole => false, p_read_at => p_read_at, p_now => v_now);
  perform settle_returns(p_team => p_team, p_refill => v_refund.refill_id, p_now => v_now);
  -- Something that was read later may say that it came back.
  if not exists (select from card_refunds f where f.team_id = p_team and f.id = p_refund and f.status = 'refunded') then
    return 'unchanged';
  end if;
  return case v_refund.status when 'processing' then 'refunded' else 'refunded_late' end;
end $$;

-- The processor cannot send the money back: what was set aside can be printed with again. A refund that had gone through
-- and was returned by the card's bank comes back. Outcomes: failed, bounced, unchanged (failed before,
-- or something newer is known).
create or replace function fail_card_refund(p_team bigint, p_refund uuid, p_message text, p_read_at timestamptz)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_refund card_refunds;
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refund from card_refunds where team_id = p_team and id = p_refund;
  if not found then raise exception 'no refund % in team %', p_refund, p_team using errcode = 'no_data_found'; end if;
  if v_refund.status = 'failed' then return 'unchanged'; end if;
  if v_refund.status = 'processing' then
    perform void_card_refund(v_refund, p_message, v_now);
    perform settle_owed(p_team => p_team, p_now => v_now, p_effective => v_now);
    perform release_held(p_team => p_team, p_now => v_now, p_effective => v_now);
    return 'failed';
  end if;
  -- Something that was read later says that it went through.
  if exists (
    select from charge_returns c
    where c.team_id = p_team and c.processor_ref = v_refund.processor_ref and c.read_at > p_read_at
  ) then
    return 'unchanged';
  end if;
  perform change_card_refund(v_refund, v_refund.processor_ref, false, v_now);
  update card_refunds set failure_message = p_message where team_id = p_team and id = p_refund;
  update charge_returns set amount = 0, state = 'failed', read_at = p_read_at
    where team_id = p_team and processor_ref = v_refund.processor_ref;
  perform settle_returns(p_team => p_team, p_refill => v_refund.refill_id, p_now => v_now);
  return 'bounced';
end $$;

-- The refund is its own job, like a refill. Claims refunds whose outcome is not known, with the processor's name for the
-- charge, and moves their next turn 20 seconds ahead.
create or replace function claim_due_card_refunds(p_limit integer)
returns table (team_id bigint, refund_id uuid, charge text, amount bigint)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with due as (
    select f.team_id, f.id from card_refunds f
    where f.status = 'processing' and f.ask_at <= clock_timestamp()
    order by f.ask_at limit p_limit for update skip locked
  )
  update card_refunds f set ask_at = clock_timestamp() + interval '20 seconds', asked = least(f.asked + 1, 32000)
  from due, refills r
  where f.team_id = due.team_id and f.id = due.id and r.team_id = f.team_id and r.id = f.refill_id
  returning f.team_id, f.id, r.processor_ref, f.amount
$$;
