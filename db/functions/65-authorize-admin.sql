-- Settings belong to a team's active admins. Returns the admin's name for the audit log, or null for "no".
create or replace function authorize_admin(p_team bigint, p_actor uuid) returns text language sql stable as $$
  select authorize_actor(p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'settings:write')
$$;

-- The same, under the team's lock: for settings that refills and labels read. They see the setting either before or after
-- the change.
create or replace function authorize_admin_locking_account(p_team bigint, p_actor uuid) returns text language plpgsql as $$
begin
  perform lock_postage(p_team);
  return authorize_admin(p_team, p_actor);
end $$;

-- The same, with the team's row locked: of two admins who demote each other at the same time, the second is no longer an
-- admin.
create or replace function authorize_admin_locking_team(p_team bigint, p_actor uuid) returns text language plpgsql as $$
begin
  perform from teams where id = p_team for no key update;
  return authorize_admin(p_team, p_actor);
end $$;
