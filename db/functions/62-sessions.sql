-- A person who is deactivated in a team, or removed from it, by any statement, loses all sessions at once. A session
-- belongs to a person and not to a team, so a member of another team signs in again.
create or replace function end_sessions() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from sessions where user_id = old.user_id;
  return null;
end $$;

create or replace trigger memberships_deactivated after update of active on memberships
  for each row when (old.active and not new.active) execute function end_sessions();
create or replace trigger memberships_removed after delete on memberships
  for each row execute function end_sessions();

-- Whether every team of a person has deactivated them. A person without a team is not deactivated: an admin may be about
-- to add them.
create or replace function is_deactivated(p_user uuid) returns boolean
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from memberships where user_id = p_user)
    and not exists (select from memberships where user_id = p_user and active)
$$;

-- Opens a session of p_seconds by the database's clock. Returns its end, or null for a deactivated person. Sessions that
-- have ended are deleted. The memberships are locked: of a sign-in and a deactivation at the same time, one sees the
-- other.
create or replace function open_session(p_token text, p_user uuid, p_seconds double precision, p_idle_seconds double precision)
returns timestamptz language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_expires timestamptz;
begin
  delete from sessions where expires < clock_timestamp() or last_seen_at < clock_timestamp() - p_idle_seconds * interval '1 second';
  delete from kept_forms where created_at < clock_timestamp() - interval '1 day';
  perform from memberships where user_id = p_user for share;
  if is_deactivated(p_user) then return null; end if;
  insert into sessions (session_token, user_id, expires, created_at, last_seen_at)
    values (p_token, p_user, clock_timestamp() + p_seconds * interval '1 second', clock_timestamp(), clock_timestamp())
    returning expires into v_expires;
  return v_expires;
end $$;
