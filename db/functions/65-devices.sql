-- The team's postage devices. An active Mailstation turns on the fee for refills by credit card. So both verbs take the
-- team's lock, and a refill is booked either before or after. Outcomes: done, forbidden, and those named below.

-- Also: invalid (an unknown type, or a serial number without 1 to 40 characters), known (the team has that number).
create or replace function add_device(p_team bigint, p_actor uuid, p_type text, p_serial text)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_id uuid;
begin
  if v_actor is null then return 'forbidden'; end if;
  if p_type is null or p_type not in ('mailstation', 'sendpro', 'other') then return 'invalid'; end if;
  if p_serial is null or char_length(p_serial) not between 1 and 40 then return 'invalid'; end if;
  if exists (select from devices d where d.team_id = p_team and upper(d.serial) = upper(p_serial)) then return 'known'; end if;
  insert into devices (team_id, type, serial) values (p_team, p_type, p_serial) returning id into v_id;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'device.added', p_subject => 'device:' || v_id,
    p_after => jsonb_build_object('type', p_type, 'serial', p_serial));
  return 'done';
end $$;

-- Also: not_found.
create or replace function set_device_active(p_team bigint, p_actor uuid, p_device uuid, p_active boolean)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin_locking_account(p_team, p_actor);
  v_device devices;
begin
  if v_actor is null then return 'forbidden'; end if;
  select * into v_device from devices where team_id = p_team and id = p_device;
  if not found then return 'not_found'; end if;
  if v_device.active = p_active then return 'done'; end if;
  update devices set active = p_active where team_id = p_team and id = p_device;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor,
    p_action => case when p_active then 'device.activated' else 'device.deactivated' end,
    p_subject => 'device:' || p_device,
    p_before => jsonb_build_object('type', v_device.type, 'serial', v_device.serial, 'active', v_device.active),
    p_after => jsonb_build_object('type', v_device.type, 'serial', v_device.serial, 'active', p_active));
  return 'done';
end $$;
