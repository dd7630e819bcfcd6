-- Settings belong to a team's active admins: the name of the one who acts, for the record, or null for "no".
create or replace function admin_name(p_team bigint, p_actor uuid) returns text language sql stable as $$
  select authorize_actor(p_team, 'user', p_actor::text, 'settings:write')
$$;

-- The same, asked under the team's lock: for what refills and labels read, so that they see it either before or after.
create or replace function admin_under_lock(p_team bigint, p_actor uuid) returns text language plpgsql as $$
begin
  perform lock_postage(p_team);
  return admin_name(p_team, p_actor);
end $$;

-- The same, asked while the team's row is held: of two admins who demote each other at once, the second is no admin any more.
create or replace function admin_holding_team(p_team bigint, p_actor uuid) returns text language plpgsql as $$
begin
  perform from teams where id = p_team for no key update;
  return admin_name(p_team, p_actor);
end $$;

-- What a member of the team did, under the name that they had then. Gives the number of the row.
create or replace function audit_member(
  p_team bigint, p_actor uuid, p_name text, p_action text, p_subject text, p_before jsonb, p_after jsonb
) returns bigint language sql as $$
  insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject, before, after)
  values (p_team, clock_timestamp(), 'user', p_actor::text, p_name, p_action, p_subject, p_before, p_after)
  returning id
$$;
