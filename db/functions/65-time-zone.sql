-- Sets a team's time zone and says which it was. The days of the balance begin anew with the next fold (72-fold-days.sql).
create or replace function change_time_zone(p_team bigint, p_zone text) returns text language plpgsql as $$
declare
  v_before text;
begin
  select t.time_zone into v_before from teams t where t.id = p_team for no key update;
  update teams t set time_zone = p_zone where t.id = p_team and t.time_zone <> p_zone;
  return v_before;
end $$;

-- The time zone by which every day of a team begins, by an admin. Outcomes: changed, same, invalid (the database knows no such
-- zone), forbidden.
create or replace function set_team_time_zone(p_team bigint, p_user uuid, p_zone text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := admin_name(p_team, p_user);
  v_before text;
begin
  if v_actor is null then return 'forbidden'; end if;
  if not is_time_zone(p_zone) then return 'invalid'; end if;
  v_before := change_time_zone(p_team, p_zone);
  if v_before = p_zone then return 'same'; end if;
  perform audit_member(p_team, p_user, v_actor, 'team.time_zone_changed', 'team',
    jsonb_build_object('time_zone', v_before), jsonb_build_object('time_zone', p_zone));
  return 'changed';
end $$;
