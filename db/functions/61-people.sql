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

-- Who an API key is, and one write taken from its bucket where p_write: p_per_minute refills it, p_burst is its size,
-- p_per_minute 0 means no limit. No row for an unknown, revoked or expired key; retry_after is in seconds, 0 for "go on".
-- A bucket that a crash sets back by a moment harms nobody, so nobody waits for its flush.
create or replace function admit_api_key(p_hash bytea, p_write boolean, p_per_minute integer, p_burst integer)
returns table (team_id bigint, api_key_id uuid, name text, scopes text[], retry_after double precision)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_key api_keys;
  v_now timestamptz := clock_timestamp();
  v_tokens double precision;
begin
  select k.* into v_key from api_keys k
    where k.hash = p_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_now);
  if not found then return; end if;
  retry_after := 0;
  -- For this transaction alone; a SET of the function itself would end before the commit that it is meant for.
  perform set_config('synchronous_commit', 'off', true);
  if p_write and p_per_minute > 0 then
    update api_keys k set
        tokens = greatest(-1, least(p_burst,
          coalesce(k.tokens, p_burst) + greatest(0, extract(epoch from v_now - coalesce(k.tokens_at, v_now))) * p_per_minute / 60.0) - 1),
        tokens_at = v_now, last_used_at = v_now
      where k.team_id = v_key.team_id and k.id = v_key.id returning k.tokens into v_tokens;
    if v_tokens < 0 then
      -- The refused write gives its token back.
      update api_keys k set tokens = k.tokens + 1 where k.team_id = v_key.team_id and k.id = v_key.id;
      retry_after := -v_tokens * 60.0 / p_per_minute;
    end if;
  elsif v_key.last_used_at is null or v_key.last_used_at < v_now - interval '1 minute' then
    update api_keys k set last_used_at = v_now where k.team_id = v_key.team_id and k.id = v_key.id;
  end if;
  return query select v_key.team_id, v_key.id, v_key.name, v_key.scopes, retry_after;
end $$;
