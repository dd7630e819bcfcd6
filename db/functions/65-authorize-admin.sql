-- Settings belong to a team's active admins: the name of the one who acts, for the record, or null for "no".
create or replace function authorize_admin(p_team bigint, p_actor uuid) returns text language sql stable as $$
  select authorize_actor(p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'settings:write')
$$;

-- The same, asked under the team's lock: for what refills and labels read, so that they see it either before or after.
create or replace function authorize_admin_locking_account(p_team bigint, p_actor uuid) returns text language plpgsql as $$
begin
  perform lock_postage(p_team);
  return authorize_admin(p_team, p_actor);
end $$;

-- The same, asked while the team's row is held: of two admins who demote each other at once, the second is no admin any more.
create or replace function authorize_admin_locking_team(p_team bigint, p_actor uuid) returns text language plpgsql as $$
begin
  perform from teams where id = p_team for no key update;
  return authorize_admin(p_team, p_actor);
end $$;
