-- Changes of memberships. Both verbs lock the team's row, as record_sign_in does. Outcomes: done, forbidden, not_found,
-- last_admin.

create or replace function is_last_admin(p_team bigint, p_member memberships) returns boolean language sql stable as $$
  select p_member.role = 'admin' and p_member.active and not exists (
    select from memberships m
    where m.team_id = p_team and m.role = 'admin' and m.active and m.user_id <> p_member.user_id)
$$;

-- p_change is the part of the membership that changes: {"role": "staff"}.
create or replace function change_member(p_team bigint, p_actor uuid, p_user uuid, p_action text, p_change jsonb)
returns text language plpgsql as $$
declare
  v_actor text := authorize_admin_locking_team(p_team, p_actor);
  v_before memberships;
  v_after memberships;
begin
  if v_actor is null then return 'forbidden'; end if;
  select * into v_before from memberships where team_id = p_team and user_id = p_user;
  if not found then return 'not_found'; end if;
  v_after := jsonb_populate_record(v_before, p_change);
  if v_after = v_before then return 'done'; end if;
  if is_last_admin(p_team, v_before) then return 'last_admin'; end if;
  update memberships set role = v_after.role, active = v_after.active where team_id = p_team and user_id = p_user;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => p_action, p_subject => 'member:' || p_user,
    p_before => (select jsonb_object_agg(key, to_jsonb(v_before) -> key) from jsonb_object_keys(p_change) key),
    p_after => p_change);
  return 'done';
end $$;

create or replace function set_member_role(p_team bigint, p_actor uuid, p_user uuid, p_role role)
returns text language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select change_member(
    p_team => p_team, p_actor => p_actor, p_user => p_user, p_action => 'member.role_changed',
    p_change => jsonb_build_object('role', p_role))
$$;

create or replace function set_member_active(p_team bigint, p_actor uuid, p_user uuid, p_active boolean)
returns text language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select change_member(
    p_team => p_team, p_actor => p_actor, p_user => p_user,
    p_action => case when p_active then 'member.activated' else 'member.deactivated' end,
    p_change => jsonb_build_object('active', p_active))
$$;
