-- Books a label. USPS is paid from the postage balance. UPS and FedEx are recorded as charged to the team's own carrier
-- account and never change the balance. Outcomes as in book_refill. With insufficient_funds come what is available, the
-- least refill, and what is owed and has to be paid first.
create or replace function book_label(
  p_team bigint, p_key text, p_request_hash bytea, p_carrier carrier, p_service text, p_amount bigint,
  p_cost_account text, p_reference text, p_actor_type actor_type, p_actor_id text, p_effective timestamptz default null,
  out outcome text, out code text, out label_id uuid, out headroom bigint, out available bigint, out minimum bigint,
  out owed bigint, out label labels, out cost_account text
) language plpgsql as $$
declare
  v_postage ledger_accounts;
  v_used record;
  v_actor text;
  v_now timestamptz;
  v_at timestamptz;
  v_cost_account cost_accounts;
begin
  v_postage := lock_postage(p_team);
  v_now := clock_timestamp();
  v_at := coalesce(p_effective, v_now);
  outcome := 'refused';

  v_actor := authorize_actor(
    p_team => p_team, p_type => p_actor_type, p_id => p_actor_id, p_permission => 'labels:write');
  if v_actor is null then code := 'forbidden'; return; end if;

  select * into v_used from find_used_key(
    p_team => p_team, p_operation => 'label', p_key => p_key, p_request_hash => p_request_hash);
  if found then
    label_id := v_used.resource_id;
    outcome := v_used.outcome;
    return;
  end if;

  if p_amount < 1 then code := 'invalid_amount'; return; end if;
  if p_cost_account is not null then
    select * into v_cost_account from cost_accounts c where c.team_id = p_team and c.code = p_cost_account;
    if not found then code := 'unknown_cost_account'; return; end if;
    if not v_cost_account.active then code := 'inactive_cost_account'; return; end if;
  elsif (select require_cost_account_on_label from teams where id = p_team) then
    code := 'cost_account_required';
    return;
  end if;

  available := available(v_postage);
  headroom := headroom(v_postage);
  minimum := v_postage.minimum_refill;
  if p_carrier = 'usps' and p_amount > available then
    code := 'insufficient_funds';
    select -balance(r) into owed from ledger_accounts r where r.team_id = p_team and r.kind = 'receivable';
    return;
  end if;

  label_id := gen_random_uuid();
  outcome := 'created';
  insert into labels (
    team_id, id, carrier, service, amount, status, charged_to, balance_after, cost_account_id, reference,
    actor_type, actor_id, actor_name, created_at)
  values (
    p_team, label_id, p_carrier, p_service, p_amount, 'printed',
    case when p_carrier = 'usps' then 'postage_balance'::charged_to else 'carrier_account' end,
    case when p_carrier = 'usps' then available - p_amount end, v_cost_account.id, p_reference,
    p_actor_type, p_actor_id, v_actor, v_at)
  returning * into label;
  cost_account := v_cost_account.code;
  insert into idempotency_keys (team_id, operation, key, request_hash, resource_id, created_at)
    values (p_team, 'label', p_key, p_request_hash, label_id, v_now);
  if p_carrier = 'usps' then
    perform post_transfer(
      p_team => p_team, p_kind => 'postage_print', p_debit => 'postage_used', p_credit => 'postage', p_amount => p_amount,
      p_now => v_now, p_effective => v_at, p_label => label_id);
    perform release_held(p_team => p_team, p_now => v_now, p_effective => v_at);
  end if;
end $$;

-- For a person, or an API key that is already authorized. See book_label.
create or replace function spend_postage(
  p_team bigint, p_key text, p_request_hash bytea, p_carrier carrier, p_service text, p_amount bigint,
  p_cost_account text, p_reference text, p_actor_type actor_type, p_actor_id text
) returns table (
  outcome text, code text, label_id uuid, headroom bigint, available bigint, minimum bigint, owed bigint,
  label labels, cost_account text
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if p_actor_type is null or p_actor_type not in ('user', 'api_key') then
    raise exception 'a label is printed by a person or an API key, not by %', p_actor_type
      using errcode = 'insufficient_privilege';
  end if;
  return query select * from book_label(
    p_team => p_team, p_key => p_key, p_request_hash => p_request_hash, p_carrier => p_carrier, p_service => p_service,
    p_amount => p_amount, p_cost_account => p_cost_account, p_reference => p_reference, p_actor_type => p_actor_type,
    p_actor_id => p_actor_id);
end $$;

-- For a request that presents an API key. The key is authorized (see check_api_key) and the label booked in one statement
-- and one commit. Outcome turned_away books nothing, and its code is check_api_key's.
create or replace function spend_postage_by_key(
  p_hash bytea, p_per_minute integer, p_burst integer, p_key text, p_request_hash bytea, p_carrier carrier,
  p_service text, p_amount bigint, p_cost_account text, p_reference text
) returns table (
  team_id bigint, retry_after double precision, outcome text, code text, label_id uuid, headroom bigint, available bigint,
  minimum bigint, owed bigint, label labels, cost_account text
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_api_key uuid;
begin
  select a.turned_away, a.retry_after, a.team_id, a.api_key_id into code, retry_after, team_id, v_api_key
    from check_api_key(
      p_hash => p_hash, p_scope => 'labels:write', p_write => true, p_per_minute => p_per_minute, p_burst => p_burst) a;
  if code is not null then
    outcome := 'turned_away';
    return next;
    return;
  end if;
  return query select spend_postage_by_key.team_id, null::double precision, b.*
    from book_label(
      p_team => spend_postage_by_key.team_id, p_key => p_key, p_request_hash => p_request_hash, p_carrier => p_carrier,
      p_service => p_service, p_amount => p_amount, p_cost_account => p_cost_account, p_reference => p_reference,
      p_actor_type => 'api_key', p_actor_id => v_api_key::text) b;
end $$;
