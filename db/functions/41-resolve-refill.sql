-- The card was charged: posts what the refill had reserved. If the refill was given up in the meantime, the money is
-- still recorded. It goes through `held` into the balance, as far as there is room, and the refill is flagged. What is
-- owed is paid first. Outcomes: posted, posted_late, unchanged (resolved before).
create or replace function post_refill(p_team bigint, p_refill uuid, p_processor_ref text, p_effective timestamptz default null)
returns text language plpgsql as $$
declare
  v_postage ledger_accounts;
  v_refill refills;
  v_pending transfers;
  v_now timestamptz;
  v_at timestamptz;
  v_before bigint;
  v_after bigint;
  v_paid bigint;
  v_late boolean;
begin
  v_postage := lock_postage(p_team);
  v_now := clock_timestamp();
  v_at := coalesce(p_effective, v_now);
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then raise exception 'no refill % in team %', p_refill, p_team using errcode = 'no_data_found'; end if;
  if v_refill.status not in ('processing', 'failed') then return 'unchanged'; end if;
  -- Money of a test round that comes after the team went live is no money.
  if v_refill.status = 'failed' and is_of_test_round(p_team, v_refill.created_at) then return 'unchanged'; end if;

  v_before := available(v_postage);
  v_late := v_refill.status = 'failed';
  if v_late then
    perform post_transfer(
      p_team => p_team, p_kind => 'held_fund', p_debit => 'held', p_credit => 'card', p_amount => v_refill.amount,
      p_now => v_now, p_effective => v_at, p_refill => p_refill);
    if v_refill.fee > 0 then
      perform post_transfer(
        p_team => p_team, p_kind => 'fee', p_debit => 'fees', p_credit => 'card', p_amount => v_refill.fee,
        p_now => v_now, p_effective => v_at, p_refill => p_refill);
    end if;
    v_after := v_before;
  else
    for v_pending in
      select * from transfers t
      where t.team_id = p_team and t.refill_id = p_refill and t.phase = 'pending' and t.kind in ('postage_fund', 'fee')
    loop
      perform post_transfer(
        p_team => p_team, p_kind => v_pending.kind, p_debit => v_pending.debit, p_credit => v_pending.credit,
        p_amount => v_pending.amount, p_now => v_now, p_effective => v_at, p_refill => p_refill,
        p_pending => v_pending.id);
    end loop;
    v_after := v_before + v_refill.amount;
  end if;
  v_paid := settle_owed(p_team => p_team, p_now => v_now, p_effective => v_at);
  v_after := v_after - v_paid;
  if v_late or v_paid > 0 then
    v_after := v_after + release_held(p_team => p_team, p_now => v_now, p_effective => v_at);
  end if;

  update refills set status = 'posted', balance_before = v_before, balance_after = v_after, posted_at = v_at,
      processor_ref = p_processor_ref, ask_at = null, failure_code = null, failure_message = null, settled_late = v_late,
      action_url = null
    where team_id = p_team and id = p_refill;
  perform audit_system(
    p_team => p_team, p_at => v_now, p_action => case when v_late then 'refill.posted_late' else 'refill.posted' end,
    p_subject => 'refill:' || p_refill,
    p_before => jsonb_build_object('status', v_refill.status, 'failure', v_refill.failure_code),
    p_after => jsonb_build_object('status', 'posted', 'processor_ref', p_processor_ref));
  return case when v_late then 'posted_late' else 'posted' end;
end $$;

create or replace function settle_refill(p_team bigint, p_refill uuid, p_processor_ref text)
returns text language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select post_refill(p_team, p_refill, p_processor_ref, null)
$$;

-- The card was declined: gives the room back. Outcomes: failed, unchanged (resolved before).
create or replace function fail_refill(p_team bigint, p_refill uuid, p_code text, p_message text)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_refill refills;
  v_pending transfers;
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then raise exception 'no refill % in team %', p_refill, p_team using errcode = 'no_data_found'; end if;
  if v_refill.status <> 'processing' then return 'unchanged'; end if;

  for v_pending in
    select * from transfers t
    where t.team_id = p_team and t.refill_id = p_refill and t.phase = 'pending' and t.kind in ('postage_fund', 'fee')
  loop
    perform void_transfer(p_team, v_pending, v_now);
  end loop;
  update refills set status = 'failed', ask_at = null, failure_code = p_code, failure_message = p_message,
      action_url = null
    where team_id = p_team and id = p_refill;
  perform audit_system(
    p_team => p_team, p_at => v_now, p_action => 'refill.failed', p_subject => 'refill:' || p_refill,
    p_before => jsonb_build_object('status', 'processing'),
    p_after => jsonb_build_object('status', 'failed', 'code', p_code));
  -- The person who requested this postage still needs it.
  update postage_requests set status = 'open', refill_id = null, decided_by_name = null, decided_at = null
    where team_id = p_team and refill_id = p_refill and status = 'approved';
  perform release_held(p_team => p_team, p_now => v_now, p_effective => v_now);
  return 'failed';
end $$;

-- The card's bank needs a confirmation from the person. Keeps the address of the page for it, and the processor's name
-- for that page. The processor is asked for the result in five minutes. Outcomes: waiting (also if this is known),
-- unchanged (the refill is not processing).
create or replace function require_action(p_team bigint, p_refill uuid, p_action_ref text, p_action_url text)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_refill refills;
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then raise exception 'no refill % in team %', p_refill, p_team using errcode = 'no_data_found'; end if;
  if v_refill.status <> 'processing' then return 'unchanged'; end if;
  update refills set action_ref = p_action_ref, action_url = p_action_url, ask_at = v_now + interval '5 minutes'
    where team_id = p_team and id = p_refill;
  if v_refill.action_ref is distinct from p_action_ref then
    perform audit_system(
      p_team => p_team, p_at => v_now, p_action => 'refill.action_required', p_subject => 'refill:' || p_refill,
      p_after => jsonb_build_object('status', 'processing', 'action_ref', p_action_ref));
  end if;
  return 'waiting';
end $$;

-- The refill is its own job. Claims refills whose outcome is not known and moves their next turn 20 seconds ahead. Each
-- row has everything that the processor needs.
create or replace function claim_due_refills(p_limit integer)
returns table (
  team_id bigint, refill_id uuid, total bigint, card text, reference text, customer text, requested_at timestamptz, action_ref text
) language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with due as (
    select r.team_id, r.id from refills r
    where r.status = 'processing' and r.ask_at <= clock_timestamp()
    order by r.ask_at limit p_limit for update skip locked
  )
  update refills r set ask_at = clock_timestamp() + interval '20 seconds', asked = least(r.asked + 1, 32000)
  from due join payment_methods m on m.team_id = due.team_id join teams t on t.id = due.team_id
  where r.team_id = due.team_id and r.id = due.id and m.id = r.payment_method_id
  returning r.team_id, r.id, r.amount + r.fee, m.processor_ref, r.reference, t.processor_customer, r.created_at, r.action_ref
$$;
