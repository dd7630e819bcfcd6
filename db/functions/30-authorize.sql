-- The name of a person on screens and in the audit log.
create or replace function person_name(p_person users) returns text language sql immutable parallel safe as $$
  select coalesce(p_person.name, p_person.email, 'Unnamed person')
$$;

-- Authorizes an actor where the money is. Returns the name for the audit log, or null for "no". Refills: admins of the
-- team, and API keys with refills:write. Labels: every active member, and API keys with labels:write.
create or replace function authorize_actor(p_team bigint, p_type actor_type, p_id text, p_permission text)
returns text language plpgsql stable as $$
begin
  if p_type = 'user' then
    return (
      select person_name(u) from memberships m join users u on u.id = m.user_id
      where m.team_id = p_team and m.user_id = p_id::uuid and m.active
        and (m.role = 'admin' or p_permission = 'labels:write'));
  elsif p_type = 'api_key' then
    return (
      select k.name from api_keys k
      where k.team_id = p_team and k.id = p_id::uuid and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > clock_timestamp()) and p_permission = any (k.scopes));
  elsif p_type = 'system' then
    return 'Automatic';
  elsif p_type = 'operator' then
    return 'Operator';
  end if;
  return null;
end $$;
