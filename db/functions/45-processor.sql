-- Records that a message of the processor was handled, by its id. False if it was handled before: then there is nothing
-- to do.
create or replace function record_processor_event(p_event text, p_type text, p_created_at timestamptz)
returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into processor_events (id, type, created_at) values (p_event, p_type, p_created_at) on conflict do nothing;
  return found;
end $$;

-- Records until when a processor's messages and books have been read and acted on. Two processes at once keep the later
-- time.
create or replace function record_processor_reading(p_source text, p_read_until timestamptz)
returns void language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into processor_readings as p (source, read_until, updated_at) values (p_source, p_read_until, clock_timestamp())
  on conflict (source) do update
  set read_until = greatest(p.read_until, excluded.read_until), updated_at = excluded.updated_at
$$;

-- Sets the processor's name for the team, once. Returns the name that is kept, which is another caller's if that one was
-- first. p_mode is the mode of the server's processor: a team of the other mode keeps what it has.
create or replace function set_processor_customer(p_team bigint, p_customer text, p_mode processor_mode default null)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update teams set processor_customer = p_customer 
    where id = p_team and processor_customer is null and coalesce(mode = p_mode, true);
  return (select t.processor_customer from teams t where t.id = p_team);
end $$;

-- Adds a card that a person has given to the processor, by its name there. p_user is the person, if known. The card
-- becomes the default if there is none. Outcomes: added, known.
create or replace function add_processor_card(
  p_team bigint, p_processor_ref text, p_label text, p_expires_month smallint, p_expires_year smallint, p_user uuid default null
) returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text;
  v_method payment_methods;
begin
  perform lock_postage(p_team);
  if exists (select from payment_methods m where m.team_id = p_team and m.processor_ref = p_processor_ref) then return 'known'; end if;
  v_method := insert_payment_method(
    p_team => p_team, p_type => 'credit_card', p_label => p_label, p_processor_ref => p_processor_ref,
    p_expires_month => p_expires_month, p_expires_year => p_expires_year);
  select person_name(u) into v_actor
    from memberships m join users u on u.id = m.user_id where m.team_id = p_team and m.user_id = p_user;
  if v_actor is null then
    perform audit_system(p_team => p_team, p_at => clock_timestamp(), p_action => 'payment_method.added',
      p_subject => 'payment_method:' || v_method.id, p_after => payment_method_json(v_method));
  else
    perform audit_member(p_team => p_team, p_actor => p_user, p_name => v_actor, p_action => 'payment_method.added',
      p_subject => 'payment_method:' || v_method.id, p_after => payment_method_json(v_method));
  end if;
  return 'added';
end $$;

-- Makes a method unusable: it is neither active nor the default, and no screen offers it. Refills still name it. No other
-- method becomes the default, because that is a person's choice.
create or replace function remove_payment_method(p_method payment_methods) returns void language sql as $$
  update payment_methods m set removed_at = clock_timestamp(), active = false, is_default = false
  where m.team_id = p_method.team_id and m.id = p_method.id
$$;

-- An admin removes a card for good. Outcomes: done (also if it was removed before), forbidden, not_found (no card of the
-- team), is_default (another method has to be the default first, if there is one), in_use (a refill waits for its
-- result).
create or replace function remove_card(p_team bigint, p_actor uuid, p_method uuid)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_method payment_methods;
begin
  if v_actor is null then return 'forbidden'; end if;
  select * into v_method from payment_methods m where m.team_id = p_team and m.id = p_method and m.type = 'credit_card';
  if not found then return 'not_found'; end if;
  if v_method.removed_at is not null then return 'done'; end if;
  if v_method.is_default and exists (
    select from payment_methods m where m.team_id = p_team and m.id <> p_method and m.active
  ) then
    return 'is_default';
  end if;
  if exists (
    select from refills r where r.team_id = p_team and r.status = 'processing' and r.payment_method_id = p_method
  ) then
    return 'in_use';
  end if;
  perform remove_payment_method(v_method);
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'payment_method.removed',
    p_subject => 'payment_method:' || p_method, p_before => payment_method_json(v_method));
  return 'done';
end $$;

-- The processor reports that it no longer has the card. Returns the number of our methods that were removed.
create or replace function record_detached_card(p_processor_ref text)
returns integer language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_method payment_methods;
  v_count integer := 0;
begin
  for v_method in
    select * from payment_methods m where m.processor_ref = p_processor_ref and m.removed_at is null order by m.team_id
  loop
    perform lock_postage(v_method.team_id);
    select * into v_method from payment_methods m where m.team_id = v_method.team_id and m.id = v_method.id;
    continue when v_method.removed_at is not null;
    perform remove_payment_method(v_method);
    perform audit_system(
      p_team => v_method.team_id, p_at => clock_timestamp(), p_action => 'payment_method.removed',
      p_subject => 'payment_method:' || v_method.id, p_before => payment_method_json(v_method));
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
