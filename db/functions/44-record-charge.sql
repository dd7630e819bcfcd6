-- Records what the processor says of a charge of a refill: what was charged, and every refund and dispute of it with the
-- cents that are gone now. p_returns null says nothing about those. Reports come twice, late, and in any order: p_read_at
-- is the database's time just before the processor was asked, and what was read earlier never replaces what was read
-- later. A charge that settles a refill posts it first (see post_refill). Outcomes: recorded, duplicate (the refill was
-- charged before, by another payment), other_amount (it is not what the refill costs, and nothing was recorded),
-- not_charged (nothing has been charged), unknown (no refill by card with this id, or one of the test round).
--
-- p_returns: [{ref, kind, amount, claimed, state, reason, refund}]. kind is refund or dispute, amount what is gone now,
-- claimed what it was made for, state is pending, succeeded or failed of a refund and open, won or lost of a dispute,
-- refund is our id of a refund, or null.
create or replace function record_charge(
  p_team bigint, p_refill uuid, p_charge text, p_charged bigint, p_returns jsonb, p_read_at timestamptz
) returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_refill refills;
  v_now timestamptz;
begin
  -- It may name a team of another installation, which has nothing to lock. After going live, what happens to the charges
  -- of the test round moves nothing.
  if not exists (
    select from refills r
    where r.team_id = p_team and r.id = p_refill and r.payment_method_type = 'credit_card'
      and not is_of_test_round(p_team, r.created_at)
  ) then
    return 'unknown';
  end if;
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if p_charged = 0 then return 'not_charged'; end if;
  if v_refill.status in ('posted', 'reversed') and v_refill.processor_ref is distinct from p_charge then
    perform record_duplicate_charge(
      p_team => p_team, p_refill => p_refill, p_charge => p_charge, p_charged => p_charged, p_returns => p_returns,
      p_read_at => p_read_at, p_now => v_now);
    return 'duplicate';
  end if;
  if p_charged <> v_refill.amount + v_refill.fee then return 'other_amount'; end if;
  if v_refill.status in ('processing', 'failed') then
    perform post_refill(p_team => p_team, p_refill => p_refill, p_processor_ref => p_charge);
  end if;
  if p_returns is not null then
    perform record_returns(
      p_team => p_team, p_refill => p_refill, p_charge => p_charge, p_returns => p_returns, p_is_whole => true,
      p_read_at => p_read_at, p_now => v_now);
    perform settle_returns(p_team => p_team, p_refill => p_refill, p_now => v_now);
  end if;
  return 'recorded';
end $$;

-- Keeps the returns of one charge. p_is_whole says that these are all of them: others are no longer at the processor.
-- Refunds of ours change with it. The caller holds lock_postage, and calls settle_returns.
create or replace function record_returns(
  p_team bigint, p_refill uuid, p_charge text, p_returns jsonb, p_is_whole boolean, p_read_at timestamptz, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_return record;
  v_known charge_returns;
  v_ours card_refunds;
  v_before bigint;
begin
  for v_return in
    select * from jsonb_to_recordset(p_returns) as r(
      ref text, kind charge_return_kind, amount bigint, claimed bigint, state text, reason text, refund uuid)
    order by r.ref
  loop
    select * into v_known from charge_returns c where c.team_id = p_team and c.processor_ref = v_return.ref;
    continue when v_known.read_at > p_read_at;
    v_before := coalesce(v_known.amount, 0);
    select * into v_ours from card_refunds f where f.team_id = p_team and f.id = v_return.refund and f.refill_id = p_refill;
    if v_ours.id is not null then
      -- Its job asks until it is settled. What it has set aside stays set aside.
      continue when v_ours.status = 'processing' and v_return.state = 'pending';
      perform change_card_refund(v_ours, v_return.ref, v_return.state <> 'failed', p_now);
    elsif v_return.amount <> v_before then
      perform audit_system(
        p_team => p_team, p_at => p_now, p_subject => 'refill:' || p_refill,
        p_action => case when v_return.kind = 'refund' and v_return.amount > v_before then 'refill.refunded_outside'
          when v_return.kind = 'refund' then 'refill.refund_bounced'
          when v_return.amount > v_before then 'refill.reversed' else 'refill.reinstated' end,
        p_before => jsonb_build_object('amount', v_before),
        p_after => jsonb_build_object(
          'processor_ref', v_return.ref, 'amount', abs(v_return.amount - v_before), 'reason', v_return.reason));
    end if;
    insert into charge_returns (
      team_id, processor_ref, refill_id, charge_ref, kind, amount, claimed, state, reason, read_at, created_at)
    values (
      p_team, v_return.ref, p_refill, p_charge, v_return.kind, v_return.amount, v_return.claimed, v_return.state,
      v_return.reason, p_read_at, p_now)
    on conflict (team_id, processor_ref) do update
    set amount = excluded.amount, claimed = excluded.claimed, state = excluded.state, reason = excluded.reason,
      read_at = excluded.read_at;
  end loop;
  if not p_is_whole then return; end if;
  for v_known in
    delete from charge_returns c
      where c.team_id = p_team and c.refill_id = p_refill and c.charge_ref = p_charge and c.read_at < p_read_at
        and not exists (select from jsonb_to_recordset(p_returns) as r(ref text) where r.ref = c.processor_ref)
      returning *
  loop
    select * into v_ours from card_refunds f
      where f.team_id = p_team and f.refill_id = p_refill and f.processor_ref = v_known.processor_ref and f.status = 'refunded';
    if found then perform change_card_refund(v_ours, v_known.processor_ref, false, p_now); end if;
  end loop;
end $$;

-- A second payment for a refill that was charged before. All of it has to go back to the card; the row is the job. What
-- has gone back beyond it (it was refunded, and disputed, too) is lost, and settle_returns takes it back.
create or replace function record_duplicate_charge(
  p_team bigint, p_refill uuid, p_charge text, p_charged bigint, p_returns jsonb, p_read_at timestamptz, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_before duplicate_charges;
  v_returned bigint;
begin
  select * into v_before from duplicate_charges d where d.team_id = p_team and d.processor_ref = p_charge;
  if v_before.processor_ref is null then
    insert into duplicate_charges (team_id, processor_ref, refill_id, amount, read_at, created_at, ask_at)
      values (p_team, p_charge, p_refill, p_charged, p_read_at, p_now, p_now);
    perform audit_system(
      p_team => p_team, p_at => p_now, p_action => 'refill.charged_twice', p_subject => 'refill:' || p_refill,
      p_after => jsonb_build_object('amount', p_charged, 'processor_ref', p_charge));
  end if;
  if p_returns is null then return; end if;
  perform record_returns(
    p_team => p_team, p_refill => p_refill, p_charge => p_charge, p_returns => p_returns, p_is_whole => true,
    p_read_at => p_read_at, p_now => p_now);
  select coalesce(sum(c.amount), 0) into v_returned from charge_returns c
    where c.team_id = p_team and c.refill_id = p_refill and c.charge_ref = p_charge;
  update duplicate_charges d set returned = v_returned, read_at = greatest(d.read_at, p_read_at),
      ask_at = case when v_returned < d.amount then coalesce(d.ask_at, p_now) end
    where d.team_id = p_team and d.processor_ref = p_charge;
  perform settle_returns(p_team => p_team, p_refill => p_refill, p_now => p_now);
end $$;

-- A second payment is its own job. Claims those that have not gone back whole, and moves their next turn ahead: by 20
-- seconds at first, and by up to an hour while the processor refuses (a disputed charge cannot be refunded). attempt
-- counts the refunds that came back: each new one needs a name of its own.
create or replace function claim_due_duplicate_charges(p_limit integer)
returns table (team_id bigint, refill_id uuid, charge text, remaining bigint, attempt bigint)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with due as (
    select d.team_id, d.processor_ref from duplicate_charges d
    where d.ask_at <= clock_timestamp()
    order by d.ask_at limit p_limit for update skip locked
  )
  update duplicate_charges d set ask_at = clock_timestamp() + least(interval '20 seconds' * power(2, least(d.asked, 10)), interval '1 hour'),
    asked = least(d.asked + 1, 32000)
  from due
  where d.team_id = due.team_id and d.processor_ref = due.processor_ref
  returning d.team_id, d.refill_id, d.processor_ref, d.amount - d.returned, (
    select count(*) from charge_returns c
    where c.team_id = d.team_id and c.charge_ref = d.processor_ref and c.kind = 'refund' and c.state = 'failed')
$$;

-- Makes a refill again that the processor has charged and the database does not know, as after a restored backup: from
-- what the payment itself says. It is booked as a charge that came late: through `held` into the balance, as far as there
-- is room. p_card is the processor's name for the card; a card that is unknown here is added as one that was removed.
-- p_actor is type:id of who asked for it, as far as this team knows them. Outcomes: recovered, known, unknown_team,
-- other_customer (the team is another one at the processor), other_amount.
create or replace function recover_refill(
  p_team bigint, p_refill uuid, p_charge text, p_charged bigint, p_amount bigint, p_fee bigint, p_reference text, p_card text,
  p_card_label text, p_customer text, p_actor text, p_source text, p_allocations jsonb, p_charged_at timestamptz
) returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_postage ledger_accounts;
  v_method payment_methods;
  v_customer text;
  v_type actor_type;
  v_name text;
  v_now timestamptz;
begin
  select * into v_postage from ledger_accounts where team_id = p_team and kind = 'postage' for no key update;
  if not found then return 'unknown_team'; end if;
  v_now := clock_timestamp();
  if exists (select from refills r where r.team_id = p_team and r.id = p_refill) then return 'known'; end if;
  select t.processor_customer into v_customer from teams t where t.id = p_team;
  if v_customer <> p_customer then return 'other_customer'; end if;
  if p_amount < 1 or p_fee < 0 or p_amount + p_fee <> p_charged then return 'other_amount'; end if;

  select * into v_method from payment_methods m where m.team_id = p_team and m.processor_ref = p_card;
  if not found then
    insert into payment_methods (team_id, type, label, processor_ref, active, is_default, removed_at)
      values (p_team, 'credit_card', p_card_label, p_card, false, false, v_now) returning * into v_method;
  end if;
  update teams set processor_customer = p_customer where id = p_team and processor_customer is null;

  -- Authorization was theirs then; the name is what the team knows now.
  if p_actor like 'api_key:%' then
    v_type := 'api_key';
    select k.name into v_name from api_keys k where k.team_id = p_team and k.id::text = split_part(p_actor, ':', 2);
  elsif p_actor like 'user:%' then
    v_type := 'user';
    select person_name(u) into v_name from memberships m join users u on u.id = m.user_id
      where m.team_id = p_team and m.user_id::text = split_part(p_actor, ':', 2);
  end if;
  insert into refills (
    team_id, id, reference, status, amount, fee, balance_before, payment_method_id, payment_method_type,
    payment_method_label, actor_type, actor_id, actor_name, source, created_at, recovered, failure_code)
  values (
    p_team, p_refill,
    case when p_reference is null or exists (select from refills r where r.team_id = p_team and r.reference = p_reference and r.created_at <= 'infinity')
      then new_reference('RF') else p_reference end,
    'failed', p_amount, p_fee, available(v_postage), v_method.id, 'credit_card', v_method.label,
    case when v_name is null then 'system' else v_type end, case when v_name is null then 'processor' else split_part(p_actor, ':', 2) end,
    coalesce(v_name, 'Automatic'), case when p_source in ('web', 'api', 'auto') then p_source::refill_source else 'web' end,
    greatest(least(p_charged_at, v_now), (select t.live_since from teams t where t.id = p_team)), true, 'not_recorded');
  insert into refill_allocations (team_id, refill_id, cost_account_id, amount)
    select p_team, p_refill, c.id, a.amount
    from jsonb_to_recordset(p_allocations) as a(cost_account text, amount bigint)
    join cost_accounts c on c.team_id = p_team and c.code = a.cost_account
    -- All of them or none: shares sum to the refill.
    where (select sum(b.amount) from jsonb_to_recordset(p_allocations) as b(cost_account text, amount bigint)
      join cost_accounts d on d.team_id = p_team and d.code = b.cost_account where b.amount > 0) = p_amount;
  perform audit_system(
    p_team => p_team, p_at => v_now, p_action => 'refill.recovered', p_subject => 'refill:' || p_refill,
    p_after => jsonb_build_object('amount', p_amount, 'fee', p_fee, 'processor_ref', p_charge));
  perform post_refill(p_team => p_team, p_refill => p_refill, p_processor_ref => p_charge);
  return 'recovered';
end $$;
