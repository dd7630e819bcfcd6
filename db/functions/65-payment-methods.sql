-- What an admin does with the team's payment methods. Each verb takes the team's lock, under which refills read them.
-- Outcomes: done, forbidden, not_found, and those named below.

-- Adds a card by the processor's name for it. Also: expired, known (the same card with the same expiry exists).
create or replace function add_card(
  p_team bigint, p_actor uuid, p_label text, p_processor_ref text, p_expires_month smallint, p_expires_year smallint
) returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_method payment_methods;
begin
  if v_actor is null then return 'forbidden'; end if;
  -- A card is valid until the end of its month.
  if make_date(p_expires_year, p_expires_month, 1) < (
    select date_trunc('month', clock_timestamp() at time zone t.time_zone)::date from teams t where t.id = p_team
  ) then
    return 'expired';
  end if;
  if exists (
    select from payment_methods m where m.team_id = p_team and m.processor_ref = p_processor_ref
      and m.expires_month = p_expires_month and m.expires_year = p_expires_year and m.removed_at is null
  ) then
    return 'known';
  end if;
  v_method := insert_payment_method(
    p_team => p_team, p_type => 'credit_card', p_label => p_label, p_processor_ref => p_processor_ref,
    p_expires_month => p_expires_month, p_expires_year => p_expires_year);
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'payment_method.added',
    p_subject => 'payment_method:' || v_method.id, p_after => payment_method_json(v_method));
  return 'done';
end $$;

-- Lets refills be paid from the Reserve Account or Purchase Power, one of each per team. Also: known, no_limit (the
-- operator has granted no credit).
create or replace function set_up_payment_account(p_team bigint, p_actor uuid, p_type payment_method_type)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_method payment_methods;
begin
  if v_actor is null then return 'forbidden'; end if;
  if p_type = 'credit_card' then
    raise exception 'a card is added with its reference' using errcode = 'invalid_parameter_value';
  end if;
  if exists (select from payment_methods m where m.team_id = p_team and m.type = p_type) then return 'known'; end if;
  if p_type = 'purchase_power' and not exists (
    select from ledger_accounts a where a.team_id = p_team and a.kind = 'purchase_power' and a.min_balance < 0
  ) then
    return 'no_limit';
  end if;
  v_method := insert_payment_method(
    p_team => p_team, p_type => p_type,
    p_label => case p_type when 'reserve_account' then 'Reserve Account' else 'Purchase Power' end);
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'payment_method.added',
    p_subject => 'payment_method:' || v_method.id, p_after => payment_method_json(v_method));
  return 'done';
end $$;

-- Makes a method the one that pays unless another is chosen. Also: inactive.
create or replace function make_payment_method_default(p_team bigint, p_actor uuid, p_method uuid)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_before payment_methods;
  v_method payment_methods;
begin
  if v_actor is null then return 'forbidden'; end if;
  select * into v_method from payment_methods where team_id = p_team and id = p_method and removed_at is null;
  if not found then return 'not_found'; end if;
  if not v_method.active then return 'inactive'; end if;
  if v_method.is_default then return 'done'; end if;
  update payment_methods set is_default = false where team_id = p_team and is_default returning * into v_before;
  update payment_methods set is_default = true where team_id = p_team and id = p_method;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'payment_method.made_default',
    p_subject => 'payment_method:' || p_method, p_before => jsonb_build_object('default', v_before.label),
    p_after => jsonb_build_object('default', v_method.label));
  return 'done';
end $$;

-- Receipts keep the name that a method had. Also: invalid (the name has 1 to 75 characters).
create or replace function rename_payment_method(p_team bigint, p_actor uuid, p_method uuid, p_label text)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_method payment_methods;
begin
  if v_actor is null then return 'forbidden'; end if;
  if p_label is null or char_length(p_label) not between 1 and 75 then return 'invalid'; end if;
  select * into v_method from payment_methods where team_id = p_team and id = p_method and removed_at is null;
  if not found then return 'not_found'; end if;
  if v_method.label = p_label then return 'done'; end if;
  update payment_methods set label = p_label where team_id = p_team and id = p_method;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'payment_method.renamed',
    p_subject => 'payment_method:' || p_method, p_before => jsonb_build_object('label', v_method.label),
    p_after => jsonb_build_object('label', p_label));
  return 'done';
end $$;

-- Sets whether refills may be paid with a method. Also: is_default (another one has to be the default first).
create or replace function set_payment_method_active(p_team bigint, p_actor uuid, p_method uuid, p_active boolean)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_method payment_methods;
begin
  if v_actor is null then return 'forbidden'; end if;
  select * into v_method from payment_methods where team_id = p_team and id = p_method and removed_at is null;
  if not found then return 'not_found'; end if;
  if v_method.active = p_active then return 'done'; end if;
  if v_method.is_default and not p_active then return 'is_default'; end if;
  update payment_methods set active = p_active where team_id = p_team and id = p_method;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor,
    p_action => case when p_active then 'payment_method.activated' else 'payment_method.deactivated' end,
    p_subject => 'payment_method:' || p_method,
    p_before => jsonb_build_object('label', v_method.label, 'active', v_method.active),
    p_after => jsonb_build_object('label', v_method.label, 'active', p_active));
  return 'done';
end $$;
