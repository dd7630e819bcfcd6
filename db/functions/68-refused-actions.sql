-- Records in the audit log what a member sent and may not do: once a minute for each page, and at most ten times a minute
-- for each person, so repetition cannot flood the log. The person's own lock keeps simultaneous copies within the bound.
create or replace function record_refused_action(p_team bigint, p_actor uuid, p_page text, p_needs text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('refused_action:' || p_team || ':' || p_actor, 0));
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => person_name(u), p_action => 'access.refused',
    p_subject => 'page:' || p_page, p_after => jsonb_build_object('page', p_page, 'needs', p_needs))
    from memberships m join users u on u.id = m.user_id
    where m.team_id = p_team and m.user_id = p_actor and m.active and (
      select count(*) < 10 and count(*) filter (where a.subject = 'page:' || p_page) = 0 from audit_log a
      where a.team_id = p_team and a.at > clock_timestamp() - interval '1 minute'
        and a.actor_id = p_actor::text and a.action = 'access.refused');
end $$;
