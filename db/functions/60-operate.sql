-- Verbs of the operator (command line and seed). They run with the owner's login, and the application may not call them.

-- Whether a text is the name of a place's time zone, or UTC, in its own spelling. `EST` and `posix/…` are not.
create or replace function is_time_zone(p_time_zone text) returns boolean language sql stable as $$
  -- The view reads a file for each zone, so the zones of most teams are not looked up.
  select case when p_time_zone in ('UTC', 'America/New_York') then true
    when p_time_zone ~ '^[A-Z][A-Za-z]+/' then exists (select from pg_timezone_names z where z.name = p_time_zone)
    else false end
$$;

-- Refuses an unknown time zone with 22023.
create or replace function assert_time_zone(p_time_zone text) returns void language plpgsql stable as $$
begin
  if not is_time_zone(p_time_zone) then
    raise exception 'the database knows no time zone %', p_time_zone using errcode = 'invalid_parameter_value';
  end if;
end $$;

-- Refuses limits with which nobody could add postage, with 22023: the least that is added has to fit under the limit. A
-- minimum refill is at least 1 cent.
create or replace function assert_limits(p_max_balance bigint, p_minimum_refill bigint) returns void language plpgsql as $$
begin
  if p_minimum_refill < 1 then
    raise exception 'a minimum refill of % is less than 1 cent', p_minimum_refill using errcode = 'invalid_parameter_value';
  end if;
  if p_max_balance < p_minimum_refill then
    raise exception 'a limit of % is below the minimum refill of %', p_max_balance, p_minimum_refill
      using errcode = 'invalid_parameter_value';
  end if;
end $$;

-- Creates a team with its ten accounts. Its support hours use the same time zone until an admin changes that. An unknown
-- time zone is 22023, and so are limits that contradict each other (assert_limits). Limits are in cents. The program's
-- defaults are $500.00 and $10.00.
create or replace function create_team(
  p_slug text, p_name text, p_time_zone text default 'America/New_York',
  p_max_balance bigint default 50000, p_minimum_refill bigint default 1000
) returns bigint language plpgsql as $$
declare
  v_team bigint;
begin
  perform assert_time_zone(p_time_zone);
  perform assert_limits(p_max_balance => p_max_balance, p_minimum_refill => p_minimum_refill);
  insert into teams (slug, name, time_zone, support_time_zone) values (p_slug, p_name, p_time_zone, p_time_zone) returning id into v_team;
  insert into ledger_accounts (team_id, kind, min_balance, max_balance, minimum_refill)
  select v_team, k, case when k in ('postage', 'held', 'reserve', 'purchase_power') then 0 end,
    case when k = 'postage' then p_max_balance when k in ('purchase_power', 'receivable') then 0 end,
    case when k = 'postage' then p_minimum_refill end
  from unnest(enum_range(null::account_kind)) k;
  perform audit_operator(
    p_team => v_team, p_action => 'team.created', p_subject => 'team:' || p_slug,
    p_after => jsonb_build_object('name', p_name, 'time_zone', p_time_zone));
  return v_team;
end $$;

-- The operator's way to change a team's time zone. An admin's is set_team_time_zone. An unknown time zone is 22023.
create or replace function set_time_zone(p_team bigint, p_time_zone text) returns void language plpgsql as $$
declare
  v_before text;
begin
  perform assert_time_zone(p_time_zone);
  v_before := change_time_zone(p_team, p_time_zone);
  if v_before <> p_time_zone then
    perform audit_operator(
      p_team => p_team, p_action => 'team.time_zone_changed', p_subject => 'team',
      p_before => jsonb_build_object('time_zone', v_before), p_after => jsonb_build_object('time_zone', p_time_zone));
  end if;
end $$;

-- Sets the limits, which belong to the program. Null keeps one. A limit below the minimum refill is refused (22023), also
-- where only one of the two is given. The account's CHECK refuses a limit below balance plus pending (23514).
create or replace function set_limits(p_team bigint, p_max_balance bigint default null, p_minimum_refill bigint default null)
returns ledger_accounts language plpgsql as $$
declare
  v_before ledger_accounts;
  v_after ledger_accounts;
  v_now timestamptz;
begin
  v_before := lock_postage(p_team);
  perform assert_limits(
    p_max_balance => coalesce(p_max_balance, v_before.max_balance),
    p_minimum_refill => coalesce(p_minimum_refill, v_before.minimum_refill));
  v_now := clock_timestamp();
  update ledger_accounts set max_balance = coalesce(p_max_balance, max_balance),
      minimum_refill = coalesce(p_minimum_refill, minimum_refill)
    where team_id = p_team and kind = 'postage' returning * into v_after;
  perform audit_operator(
    p_team => p_team, p_action => 'team.limits_set', p_subject => 'team',
    p_before => jsonb_build_object('limit', v_before.max_balance, 'minimum', v_before.minimum_refill),
    p_after => jsonb_build_object('limit', v_after.max_balance, 'minimum', v_after.minimum_refill));
  perform release_held(p_team => p_team, p_now => v_now, p_effective => v_now);
  return v_after;
end $$;

-- Sets the credit limit of Purchase Power, in cents. The account's bound refuses a limit below what is drawn (23514).
create or replace function set_credit_limit(p_team bigint, p_limit bigint) returns void language plpgsql as $$
declare
  v_before bigint;
begin
  perform lock_postage(p_team);
  select -min_balance into v_before from ledger_accounts where team_id = p_team and kind = 'purchase_power';
  update ledger_accounts set min_balance = -p_limit where team_id = p_team and kind = 'purchase_power';
  perform audit_operator(
    p_team => p_team, p_action => 'purchase_power.limit_set', p_subject => 'purchase_power',
    p_before => jsonb_build_object('limit', v_before), p_after => jsonb_build_object('limit', p_limit));
end $$;

-- Sets the fee on credit cards where a Mailstation is used, in basis points, from the next refill on. The table's bounds
-- refuse a rate below 0 or above 1000 (23514).
create or replace function set_card_fee(p_team bigint, p_basis_points integer) returns void language plpgsql as $$
declare
  v_before integer;
begin
  perform lock_postage(p_team);
  select card_fee_basis_points into v_before from teams where id = p_team;
  update teams set card_fee_basis_points = p_basis_points where id = p_team;
  perform audit_operator(
    p_team => p_team, p_action => 'team.card_fee_set', p_subject => 'team',
    p_before => jsonb_build_object('basis_points', v_before),
    p_after => jsonb_build_object('basis_points', p_basis_points));
end $$;

-- Inserts an API key. The key is made elsewhere, and only its hash comes here. p_expires_at null never expires. False if
-- the team already has a key with that id: then nothing was made.
create or replace function insert_api_key(
  p_team bigint, p_key uuid, p_name text, p_hash bytea, p_prefix text, p_scopes text[], p_expires_at timestamptz
) returns boolean language plpgsql as $$
begin
  insert into api_keys (team_id, id, name, hash, prefix, scopes, expires_at)
    values (p_team, p_key, p_name, p_hash, p_prefix, p_scopes, p_expires_at) on conflict (team_id, id) do nothing;
  return found;
end $$;

-- The operator's way to make an API key. An admin's is issue_api_key.
create or replace function create_api_key(
  p_team bigint, p_name text, p_hash bytea, p_prefix text, p_scopes text[], p_expires_at timestamptz default null
) returns uuid language plpgsql as $$
declare
  v_id uuid := gen_random_uuid();
begin
  perform insert_api_key(
    p_team => p_team, p_key => v_id, p_name => p_name, p_hash => p_hash, p_prefix => p_prefix, p_scopes => p_scopes,
    p_expires_at => p_expires_at);
  perform audit_operator(
    p_team => p_team, p_action => 'api_key.created', p_subject => 'api_key:' || v_id,
    p_after => jsonb_build_object('name', p_name, 'scopes', p_scopes));
  return v_id;
end $$;

-- Inserts a payment method. The first method of a team becomes its default. The caller holds lock_postage.
create or replace function insert_payment_method(
  p_team bigint, p_type payment_method_type, p_label text, p_processor_ref text default null,
  p_expires_month smallint default null, p_expires_year smallint default null, p_default boolean default false
) returns payment_methods language plpgsql as $$
declare
  v_method payment_methods;
  v_default constant boolean := p_default or not exists (select from payment_methods where team_id = p_team and is_default);
begin
  if v_default then
    update payment_methods set is_default = false where team_id = p_team and is_default;
  end if;
  insert into payment_methods (team_id, type, label, processor_ref, expires_month, expires_year, is_default)
    values (p_team, p_type, p_label, p_processor_ref, p_expires_month, p_expires_year, v_default) returning * into v_method;
  return v_method;
end $$;

-- A payment method as the audit log keeps it.
create or replace function payment_method_json(p_method payment_methods) returns jsonb language sql immutable as $$
  select jsonb_build_object('type', p_method.type, 'label', p_method.label, 'default', p_method.is_default)
$$;

-- The operator's way to add a payment method. An admin's are add_card and set_up_payment_account.
create or replace function add_payment_method(
  p_team bigint, p_type payment_method_type, p_label text, p_processor_ref text default null,
  p_expires_month smallint default null, p_expires_year smallint default null, p_default boolean default false
) returns uuid language plpgsql as $$
declare
  v_method payment_methods;
begin
  perform lock_postage(p_team);
  v_method := insert_payment_method(
    p_team => p_team, p_type => p_type, p_label => p_label, p_processor_ref => p_processor_ref,
    p_expires_month => p_expires_month, p_expires_year => p_expires_year, p_default => p_default);
  perform audit_operator(
    p_team => p_team, p_action => 'payment_method.added', p_subject => 'payment_method:' || v_method.id,
    p_after => payment_method_json(v_method));
  return v_method.id;
end $$;

-- A payment on Purchase Power, effective at p_effective (null: now). The account's bound refuses more than is drawn
-- (23514).
create or replace function pay_purchase_power(p_team bigint, p_amount bigint, p_effective timestamptz default null)
returns uuid language plpgsql as $$
declare
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  return post_transfer(
    p_team => p_team, p_kind => 'purchase_power_payment', p_debit => 'purchase_power', p_credit => 'bank',
    p_amount => p_amount, p_now => v_now, p_effective => coalesce(p_effective, v_now));
end $$;

-- A deposit into the Reserve Account (check or ACH), effective at p_effective (null: now).
create or replace function deposit_reserve(p_team bigint, p_amount bigint, p_effective timestamptz default null)
returns uuid language plpgsql as $$
declare
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  return post_transfer(
    p_team => p_team, p_kind => 'reserve_deposit', p_debit => 'reserve', p_credit => 'bank', p_amount => p_amount,
    p_now => v_now, p_effective => coalesce(p_effective, v_now));
end $$;
