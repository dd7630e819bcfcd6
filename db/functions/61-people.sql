-- Records a sign-in: its time, the person's name and e-mail address, and the membership in p_team. With p_role (the
-- identity provider decides) the role follows the provider. Without it a new member is staff, or an admin if
-- p_may_be_first_admin is true and the team has none. A member who was deactivated stays deactivated. With p_team null
-- only the person is updated.
create or replace function record_sign_in(
  p_team bigint, p_user uuid, p_name text, p_email text, p_role role, p_may_be_first_admin boolean
) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_before memberships;
  v_role role;
  v_name text;
  v_followed bigint;
begin
  update users set name = coalesce(p_name, name), email = coalesce(p_email, email), last_signed_in_at = clock_timestamp()
    where id = p_user returning person_name(users) into v_name;
  -- The provider's role applies in every team that the person is already in.
  if p_role is not null then
    for v_followed in
      update memberships m set role = p_role where m.user_id = p_user and m.role <> p_role
        and m.team_id is distinct from p_team returning m.team_id
    loop
      perform audit_member(p_team => v_followed, p_actor => p_user, p_name => v_name,
        p_action => 'member.role_followed_provider', p_subject => 'member:' || p_user,
        p_after => jsonb_build_object('role', p_role));
    end loop;
  end if;
  if p_team is null then return; end if;
  -- Two first sign-ins at the same time must not make two first admins.
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
  perform audit_member(p_team => p_team, p_actor => p_user, p_name => v_name,
    p_action => case when v_before.role is null then 'member.joined' else 'member.role_followed_provider' end,
    p_subject => 'member:' || p_user, p_before => jsonb_build_object('role', v_before.role),
    p_after => jsonb_build_object('role', v_role));
end $$;
