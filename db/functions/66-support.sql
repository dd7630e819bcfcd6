-- An admin sets the support contact and its hours. Times are HH:MM in p_settings' own time zone. A day that closes no
-- later than it opens continues into the next day. Outcomes: changed, invalid, forbidden.
create or replace function set_support(p_team bigint, p_actor uuid, p_settings jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin(p_team, p_actor);
  v_before teams;
  v_after teams;
begin
  if v_actor is null then return 'forbidden'; end if;
  if coalesce(p_settings ->> 'email', 'a@b.c') !~ '^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$'
    or char_length(p_settings ->> 'email') > 254 or char_length(p_settings ->> 'phone') > 40
    or p_settings ->> 'phone' ~ '[[:cntrl:]]'
    or coalesce(p_settings ->> 'opens', '') !~ '^([01]\d|2[0-3]):[0-5]\d$'
    or coalesce(p_settings ->> 'closes', '') !~ '^([01]\d|2[0-3]):[0-5]\d$'
    or coalesce(p_settings ->> 'days', 'none') !~ '^1?2?3?4?5?6?7?$'
    or not is_time_zone(p_settings ->> 'time_zone')
  then return 'invalid'; end if;
  select * into v_before from teams where id = p_team for no key update;
  update teams set support_email = p_settings ->> 'email', support_phone = p_settings ->> 'phone',
      support_days = p_settings ->> 'days', support_opens = (p_settings ->> 'opens')::time,
      support_closes = (p_settings ->> 'closes')::time, support_time_zone = p_settings ->> 'time_zone'
    where id = p_team returning * into v_after;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'support.changed', p_subject => 'team',
    p_before => support_json(v_before), p_after => support_json(v_after));
  return 'changed';
end $$;

-- The support settings of a team, for the audit log.
create or replace function support_json(p_team teams) returns jsonb language sql stable as $$
  select jsonb_build_object('email', p_team.support_email, 'phone', p_team.support_phone, 'days', p_team.support_days,
    'opens', to_char(p_team.support_opens, 'HH24:MI'), 'closes', to_char(p_team.support_closes, 'HH24:MI'),
    'time_zone', p_team.support_time_zone)
$$;
