-- An admin changes settings that only screens read (lib/team/team-settings.ts): p_settings has the changed ones by name,
-- null where one is taken away. Outcomes: changed, same, forbidden.
create or replace function set_team_settings(p_team bigint, p_actor uuid, p_settings jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin(p_team, p_actor);
  v_before jsonb;
  v_after jsonb;
begin
  if v_actor is null then return 'forbidden'; end if;
  select t.settings into v_before from teams t where t.id = p_team for no key update;
  v_after := jsonb_strip_nulls(v_before || p_settings);
  if v_after = v_before then return 'same'; end if;
  update teams t set settings = v_after where t.id = p_team;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'team.settings_changed', p_subject => 'team',
    p_before => v_before, p_after => v_after);
  return 'changed';
end $$;
