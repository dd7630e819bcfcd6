-- The fee in cents, rounded half up. Only a credit card of a team with a Mailstation pays it (SendPro's administrative
-- fee, 3.5 %). The rate is the team's, in basis points (hundredths of a percent).
create or replace function quote_refill_fee(
  p_amount bigint, p_type payment_method_type, p_has_mailstation boolean, p_basis_points integer
) returns bigint language sql immutable parallel safe as $$
  select case when p_type = 'credit_card' and p_has_mailstation then (p_amount * p_basis_points + 5000) / 10000 else 0 end
$$;

-- The id of the refill that a team's key makes. It names the charge at the processor, so it follows from the installation,
-- the team, the operation and the key alone: a client that repeats its key after a backup was restored names the same
-- charge again. It is the beginning of a SHA-256, in the form of a UUID of version 8 (RFC 9562).
create or replace function refill_id(p_team bigint, p_key text) returns uuid language sql stable as $$
  select encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
  from substr(sha256(convert_to(
    concat_ws('|', (select i.id from installation i), p_team, 'refill', p_key), 'UTF8')), 1, 16) h
$$;

-- A reference such as RF-7K3M-29QD: forty bits in Crockford's alphabet (no I, L, O, U), of a UUID that is random if none
-- is given. The first six bytes of the UUID are eight base64 digits, and each digit of ours stands for two of those.
create or replace function new_reference(p_prefix text, p_id uuid default gen_random_uuid()) returns text language sql volatile as $$
  select p_prefix || '-' || overlay(
    translate(encode(substr(uuid_send(p_id), 1, 6), 'base64'),
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
      '0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNPQRSTVWXYZ')
    placing '-' from 5 for 0)
$$;

-- Books a refill, from the key to the audit row. p_amount null fills to the limit. Outcomes: created, replayed, mismatch,
-- refused. A refusal has a code of lib/rules/errors.ts and, where it helps, the room or what the method has left. Nothing
-- changes unless the outcome is created. A created refill is returned whole, so the caller need not read it. p_mode is the
-- mode of the server's card processor: a card of a team of the other mode is refused (other_mode), and a team without a
-- mode takes it. Null checks nothing.
create or replace function book_refill(
  p_team bigint, p_key text, p_request_hash bytea, p_amount bigint, p_method uuid, p_allocations jsonb, p_memo text,
  p_actor_type actor_type, p_actor_id text, p_source refill_source, p_expected_total bigint, p_effective timestamptz default null, p_mode processor_mode default null,
  out outcome text, out code text, out refill_id uuid, out headroom bigint, out available bigint,
  out refill refills, out allocations jsonb
) language plpgsql as $$
declare
  v_postage ledger_accounts;
  v_used record;
  v_known refills;
  v_actor text;
  v_now timestamptz;
  v_at timestamptz;
  v_method payment_methods;
  v_mailstation boolean;
  v_basis_points integer;
  v_owed bigint;
  v_mode processor_mode;
  v_cost_account_required boolean;
  v_amount bigint;
  v_fee bigint;
  v_before bigint;
  v_allocated record;
  v_at_once boolean;
  v_reference text;
  v_source_account account_kind;
begin
  v_postage := lock_postage(p_team);
  v_now := clock_timestamp();
  v_at := coalesce(p_effective, v_now);
  outcome := 'refused';

  v_actor := authorize_actor(
    p_team => p_team, p_type => p_actor_type, p_id => p_actor_id, p_permission => 'refills:write');
  if v_actor is null then code := 'forbidden'; return; end if;

  select * into v_used from find_used_key(
    p_team => p_team, p_operation => 'refill', p_key => p_key, p_request_hash => p_request_hash);
  if found then
    refill_id := v_used.resource_id;
    outcome := v_used.outcome;
    return;
  end if;
  -- A recovered refill has no key, only its id.
  refill_id := refill_id(p_team, p_key);
  select * into v_known from refills where team_id = p_team and id = book_refill.refill_id;
  if found then
    outcome := case when v_known.amount = coalesce(p_amount, v_known.amount)
      and v_known.payment_method_id = coalesce(p_method, v_known.payment_method_id) then 'replayed' else 'mismatch' end;
    return;
  end if;
  refill_id := null;

  v_before := available(v_postage);
  headroom := headroom(v_postage);
  v_amount := coalesce(p_amount, greatest(headroom, 0));

  -- If the room is less than the minimum, no refill is possible at all. The limit is the reason.
  if p_amount is null and v_amount < v_postage.minimum_refill then code := 'above_limit'; return; end if;
  if v_amount < v_postage.minimum_refill then code := 'below_minimum'; return; end if;

  -- Two statements: one statement for both cases would be planned again at each call.
  if p_method is null then
    select * into v_method from payment_methods where team_id = p_team and is_default;
  else
    select * into v_method from payment_methods where team_id = p_team and id = p_method;
  end if;
  if v_method.id is null then
    code := case when p_method is null then 'no_payment_method' else 'unknown_payment_method' end;
    return;
  end if;
  if not v_method.active then code := 'inactive_payment_method'; return; end if;

  select t.require_cost_account_on_refill, t.card_fee_basis_points,
      exists (select from devices d where d.team_id = p_team and d.type = 'mailstation' and d.active),
      (select -balance(r) from ledger_accounts r where r.team_id = p_team and r.kind = 'receivable'), t.mode
    into v_cost_account_required, v_basis_points, v_mailstation, v_owed, v_mode from teams t where t.id = p_team;

  -- Real money and a test key never meet, whichever has changed while the form was open.
  if v_method.type = 'credit_card' and v_mode <> p_mode then code := 'other_mode'; return; end if;

  if p_allocations is not null then
    select count(*) as named, count(c.id) as known, count(c.id) filter (where c.active) as usable,
        count(distinct a.cost_account) as distinct_codes,
        coalesce(sum(coalesce(a.amount, v_amount)), 0) as total, coalesce(min(coalesce(a.amount, v_amount)), 0) as least
      into v_allocated
      from jsonb_to_recordset(p_allocations) as a(cost_account text, amount bigint)
      left join cost_accounts c on c.team_id = p_team and c.code = a.cost_account;
    if v_allocated.known < v_allocated.named then code := 'unknown_cost_account'; return; end if;
    if v_allocated.usable < v_allocated.named then code := 'inactive_cost_account'; return; end if;
    if v_allocated.total <> v_amount or v_allocated.least <= 0 or v_allocated.distinct_codes <> v_allocated.named then
      code := 'allocations_mismatch';
      return;
    end if;
  elsif v_cost_account_required then
    code := 'cost_account_required';
    return;
  end if;

  if v_amount > headroom then code := 'above_limit'; return; end if;

  v_fee := quote_refill_fee(v_amount, v_method.type, v_mailstation, v_basis_points);
  v_at_once := v_method.type <> 'credit_card';
  v_source_account := case v_method.type
    when 'credit_card' then 'card'::account_kind when 'reserve_account' then 'reserve' else 'purchase_power' end;
  if v_at_once then
    select available(a) - a.min_balance into available
      from ledger_accounts a where a.team_id = p_team and a.kind = v_source_account;
    if available is null or v_amount + v_fee > available then
      available := coalesce(available, 0);
      code := case v_method.type when 'reserve_account' then 'reserve_insufficient' else 'credit_limit_exceeded' end;
      return;
    end if;
  end if;

  -- The person agreed to a total. Any other total needs their agreement first.
  if p_expected_total is not null and p_expected_total <> v_amount + v_fee then code := 'total_changed'; return; end if;

  refill_id := refill_id(p_team, p_key);
  outcome := 'created';

  -- Draws another reference if the team has already used this one. A large team sees that once in some hundred thousand
  -- refills.
  loop
    v_reference := case when v_reference is null then new_reference('RF', refill_id) else new_reference('RF') end;
    insert into refills (
      team_id, id, reference, status, amount, fee, balance_before, balance_after, payment_method_id, payment_method_type,
      payment_method_label, actor_type, actor_id, actor_name, source, memo, created_at, posted_at, ask_at)
    values (
      p_team, refill_id, v_reference, case when v_at_once then 'posted'::refill_status else 'processing' end, v_amount,
      v_fee, v_before, case when v_at_once then v_before + v_amount - least(v_owed, v_before + v_amount) end,
      v_method.id, v_method.type, v_method.label,
      p_actor_type, p_actor_id, v_actor, p_source, p_memo, v_at, case when v_at_once then v_at end,
      case when not v_at_once then v_now + interval '10 seconds' end)
    on conflict (team_id, reference) where created_at <= 'infinity' do nothing
    returning * into refill;
    exit when found;
  end loop;
  if p_allocations is not null then
    with allocated as (
      insert into refill_allocations (team_id, refill_id, cost_account_id, amount)
      select p_team, book_refill.refill_id, c.id, coalesce(a.amount, v_amount)
        from jsonb_to_recordset(p_allocations) as a(cost_account text, amount bigint)
        join cost_accounts c on c.team_id = p_team and c.code = a.cost_account
      returning cost_account_id, amount
    )
    select jsonb_agg(
        jsonb_build_object('code', c.code, 'name', c.name, 'amount', a.amount, 'net', a.amount)
        order by a.amount desc, c.code)
      into allocations
      from allocated a join cost_accounts c on c.team_id = p_team and c.id = a.cost_account_id;
  end if;
  if v_mode is null and p_mode is not null then
    update teams set mode = p_mode where id = p_team;
  end if;
  insert into idempotency_keys (team_id, operation, key, request_hash, resource_id, created_at)
    values (p_team, 'refill', p_key, p_request_hash, refill_id, v_now);
  perform audit_actor(
    p_team => p_team, p_at => v_now, p_actor_type => p_actor_type, p_actor_id => p_actor_id, p_actor_name => v_actor,
    p_action => 'refill.requested', p_subject => 'refill:' || refill_id, p_after => jsonb_build_object(
      'amount', v_amount, 'fee', v_fee, 'payment_method', v_method.label, 'reference', v_reference));

  if v_at_once then
    perform post_transfer(
      p_team => p_team, p_kind => 'postage_fund', p_debit => 'postage', p_credit => v_source_account,
      p_amount => v_amount, p_now => v_now, p_effective => v_at, p_refill => refill_id);
    if v_owed > 0 then
      perform settle_owed(p_team => p_team, p_now => v_now, p_effective => v_at);
    end if;
  else
    perform reserve_transfer(
      p_team => p_team, p_kind => 'postage_fund', p_debit => 'postage', p_credit => 'card', p_amount => v_amount,
      p_now => v_now, p_refill => refill_id);
    if v_fee > 0 then
      perform reserve_transfer(
        p_team => p_team, p_kind => 'fee', p_debit => 'fees', p_credit => 'card', p_amount => v_fee, p_now => v_now,
        p_refill => refill_id);
    end if;
  end if;
end $$;

-- For a person, or an API key that is already authorized. See book_refill.
create or replace function request_refill(
  p_team bigint, p_key text, p_request_hash bytea, p_amount bigint, p_method uuid, p_allocations jsonb, p_memo text,
  p_actor_type actor_type, p_actor_id text, p_source refill_source, p_expected_total bigint, p_mode processor_mode default null
) returns table (
  outcome text, code text, refill_id uuid, headroom bigint, available bigint, refill refills, allocations jsonb
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if p_actor_type is null or p_actor_type not in ('user', 'api_key') then
    raise exception 'a refill is asked for by a person or an API key, not by %', p_actor_type
      using errcode = 'insufficient_privilege';
  end if;
  return query select * from book_refill(
    p_team => p_team, p_key => p_key, p_request_hash => p_request_hash, p_amount => p_amount, p_method => p_method,
    p_allocations => p_allocations, p_memo => p_memo, p_actor_type => p_actor_type, p_actor_id => p_actor_id,
    p_source => p_source, p_expected_total => p_expected_total, p_mode => p_mode);
end $$;

-- For a request that presents an API key. The key is authorized (see check_api_key) and the refill booked in one
-- statement and one commit. Outcome turned_away books nothing, and its code is check_api_key's.
create or replace function request_refill_by_key(
  p_hash bytea, p_per_minute integer, p_burst integer, p_key text, p_request_hash bytea, p_amount bigint, p_method uuid,
  p_allocations jsonb, p_memo text, p_source refill_source, p_expected_total bigint, p_mode processor_mode default null
) returns table (
  team_id bigint, retry_after double precision, outcome text, code text, refill_id uuid, headroom bigint, available bigint,
  refill refills, allocations jsonb
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_api_key uuid;
begin
  select a.turned_away, a.retry_after, a.team_id, a.api_key_id into code, retry_after, team_id, v_api_key
    from check_api_key(
      p_hash => p_hash, p_scope => 'refills:write', p_write => true, p_per_minute => p_per_minute, p_burst => p_burst) a;
  if code is not null then
    outcome := 'turned_away';
    return next;
    return;
  end if;
  return query select request_refill_by_key.team_id, null::double precision, b.*
    from book_refill(
      p_team => request_refill_by_key.team_id, p_key => p_key, p_request_hash => p_request_hash, p_amount => p_amount,
      p_method => p_method, p_allocations => p_allocations, p_memo => p_memo, p_actor_type => 'api_key',
      p_actor_id => v_api_key::text, p_source => p_source, p_expected_total => p_expected_total, p_mode => p_mode) b;
end $$;
