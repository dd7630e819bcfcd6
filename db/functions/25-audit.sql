-- Every row of the audit log is written here. lib/audit/audit-groups.ts lists the actions, and a test compares the two.

-- Any actor: the caller knows type, id, and name. Returns the number of the row.
create or replace function audit_actor(
  p_team bigint, p_at timestamptz, p_actor_type actor_type, p_actor_id text, p_actor_name text, p_action text, p_subject text,
  p_before jsonb default null, p_after jsonb default null
) returns bigint language sql as $$
  insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject, before, after)
  values (p_team, p_at, p_actor_type, p_actor_id, p_actor_name, p_action, p_subject, p_before, p_after)
  returning id
$$;

-- The system, after a message from the processor.
create or replace function audit_system(
  p_team bigint, p_at timestamptz, p_action text, p_subject text, p_before jsonb default null, p_after jsonb default null
) returns bigint language sql as $$
  select audit_actor(p_team => p_team, p_at => p_at, p_actor_type => 'system', p_actor_id => 'processor',
    p_actor_name => 'Automatic', p_action => p_action, p_subject => p_subject, p_before => p_before, p_after => p_after)
$$;

-- A member of the team, now, under their present name.
create or replace function audit_member(
  p_team bigint, p_actor uuid, p_name text, p_action text, p_subject text, p_before jsonb default null, p_after jsonb default null
) returns bigint language sql as $$
  select audit_actor(p_team => p_team, p_at => clock_timestamp(), p_actor_type => 'user', p_actor_id => p_actor::text,
    p_actor_name => p_name, p_action => p_action, p_subject => p_subject, p_before => p_before, p_after => p_after)
$$;

-- The operator at the command line, now.
create or replace function audit_operator(
  p_team bigint, p_action text, p_subject text, p_before jsonb default null, p_after jsonb default null
) returns bigint language sql as $$
  select audit_actor(p_team => p_team, p_at => clock_timestamp(), p_actor_type => 'operator', p_actor_id => 'cli',
    p_actor_name => 'Operator', p_action => p_action, p_subject => p_subject, p_before => p_before, p_after => p_after)
$$;
