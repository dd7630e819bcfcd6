-- Who may do what in a team. Both verbs take the lock of admit_member on the team's row and ask who acts after it: of two
-- admins who demote each other at once, the second is no admin any more. Answers: done, forbidden, not_found, last_admin.

create or replace function is_last_admin(p_team bigint, p_member memberships) returns boolean language sql stable as $$
  select p_member.role = 'admin' and p_member.active and not exists (
    select from memberships m
    where m.team_id = p_team and m.role = 'admin' and m.active and m.user_id <> p_member.user_id)
$$;

create or replace function set_member_role(p_team bigint, p_actor uuid, p_user uuid, p_role role)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text;
  v_member memberships;
begin
  perform from teams where id = p_team for no key update;
  v_actor := admin_name(p_team, p_actor);
  if v_actor is null then return 'forbidden'; end if;
  select * into v_member from memberships where team_id = p_team and user_id = p_user;
  if not found then return 'not_found'; end if;
  if v_member.role = p_role then return 'done'; end if;
  if is_last_admin(p_team, v_member) then return 'last_admin'; end if;
  update memberships set role = p_role where team_id = p_team and user_id = p_user;
  perform audit_admin(p_team, p_actor, v_actor, 'member.role_changed', 'member:' || p_user,
    jsonb_build_object('role', v_member.role), jsonb_build_object('role', p_role));
  return 'done';
end $$;

create or replace function set_member_active(p_team bigint, p_actor uuid, p_user uuid, p_active boolean)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text;
  v_member memberships;
begin
  perform from teams where id = p_team for no key update;
  v_actor := admin_name(p_team, p_actor);
  if v_actor is null then return 'forbidden'; end if;
  select * into v_member from memberships where team_id = p_team and user_id = p_user;
  if not found then return 'not_found'; end if;
  if v_member.active = p_active then return 'done'; end if;
  if is_last_admin(p_team, v_member) then return 'last_admin'; end if;
  update memberships set active = p_active where team_id = p_team and user_id = p_user;
  perform audit_admin(p_team, p_actor, v_actor,
    case when p_active then 'member.activated' else 'member.deactivated' end, 'member:' || p_user,
    jsonb_build_object('active', v_member.active), jsonb_build_object('active', p_active));
  return 'done';
end $$;
