-- Sets a team's time zone and returns the previous one. The next roll-up starts the days of the balance again
-- (72-roll-up-days.sql).
create or replace function change_time_zone(p_team bigint, p_time_zone text) returns text language plpgsql as $$
declare
  v_before text;
begin
  select t.time_zone into v_before from teams t where t.id = p_team for no key update;
  update teams t set time_zone = p_time_zone where t.id = p_team and t.time_zone <> p_time_zone;
  return v_before;
end $$;

-- An admin sets the time zone in which the team's days begin. Outcomes: changed, same, invalid (the database knows no
-- such zone), forbidden.
create or replace function set_team_time_zone(p_team bigint, p_actor uuid, p_time_zone text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin(p_team, p_actor);
  v_before text;
begin
  if v_actor is null then return 'forbidden'; end if;
  if not is_time_zone(p_time_zone) then return 'invalid'; end if;
  v_before := change_time_zone(p_team, p_time_zone);
  if v_before = p_time_zone then return 'same'; end if;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'team.time_zone_changed', p_subject => 'team',
    p_before => jsonb_build_object('time_zone', v_before), p_after => jsonb_build_object('time_zone', p_time_zone));
  return 'changed';
end $$;
