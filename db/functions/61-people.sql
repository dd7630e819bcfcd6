-- After each sign-in: keeps its time, name and e-mail and makes the person a member of p_team. With p_role (the identity
-- provider decides) the role follows the provider; without it a new member is staff, or admin where p_may_be_first_admin
-- says so and the team has none. A member who was deactivated stays deactivated. Null p_team only refreshes the person.
create or replace function admit_member(
  p_team bigint, p_user uuid, p_name text, p_email text, p_role role, p_may_be_first_admin boolean
) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_before memberships;
  v_role role;
  v_name text;
begin
  update users set name = coalesce(p_name, name), email = coalesce(p_email, email), last_signed_in_at = clock_timestamp()
    where id = p_user returning coalesce(name, email, 'Unnamed person') into v_name;
  -- What the provider decides, it decides in every team that the person is already in.
  if p_role is not null then
    with followed as (
      update memberships m set role = p_role where m.user_id = p_user and m.role <> p_role
        and m.team_id is distinct from p_team returning m.team_id
    )
    insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject, after)
    select f.team_id, clock_timestamp(), 'user', p_user::text, v_name, 'member.role_followed_provider', 'member:' || p_user,
      jsonb_build_object('role', p_role) from followed f;
  end if;
  if p_team is null then return; end if;
  -- Two first sign-ins at once must not make two first admins.
  perform from teams where id = p_team for no key update;
  select * into v_before from memberships where team_id = p_team and user_id = p_user;
  v_role := coalesce(p_role, v_before.role, 'staff');
  if p_may_be_first_admin and not exists (
    select from memberships where team_id = p_team and role = 'admin' and active and user_id <> p_user
  ) then
    v_role := 'admin';
  end if;
  if v_before.role is not distinct from v_role then return; end if;
  insert into memberships (team_id, user_id, role) values (p_team, p_user, v_role)
    on conflict (team_id, user_id) do update set role = excluded.role;
  insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject, before, after)
    values (p_team, clock_timestamp(), 'user', p_user::text, v_name,
      case when v_before.role is null then 'member.joined' else 'member.role_followed_provider' end,
      'member:' || p_user, jsonb_build_object('role', v_before.role), jsonb_build_object('role', v_role));
end $$;
