-- Settings belong to a team's active admins: the name of the one who acts, for the record, or null for "no".
create or replace function admin_name(p_team bigint, p_actor uuid) returns text language sql stable as $$
  select authorize_actor(p_team, 'user', p_actor::text, 'settings:write')
$$;

create or replace function audit_admin(
  p_team bigint, p_actor uuid, p_name text, p_action text, p_subject text, p_before jsonb, p_after jsonb
) returns void language sql as $$
  insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject, before, after)
  values (p_team, clock_timestamp(), 'user', p_actor::text, p_name, p_action, p_subject, p_before, p_after)
$$;
