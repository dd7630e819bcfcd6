-- Keeps a label that waits for postage, for the person and the session that filled it in. It keeps each label for two
-- hours, and the last twenty of each person. The same label of the same form keeps its id. A changed label replaces it
-- under a new id, so no screen shows one label and prints another. Returns null if nothing can be kept: the person may
-- not print, the session has ended, or the form holds more than a Print form does.
create or replace function keep_waiting_label(p_team bigint, p_actor uuid, p_session text, p_key uuid, p_label jsonb)
returns uuid language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_id uuid;
begin
  if authorize_actor(p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'labels:write') is null
    or octet_length(p_label::text) > 8000
    or not exists (select from sessions s where s.session_token = p_session and s.user_id = p_actor and s.expires > v_now)
  then return null; end if;
  insert into waiting_labels as w (team_id, user_id, session_token, key, label, expires_at)
    values (p_team, p_actor, p_session, p_key, p_label, v_now + interval '2 hours')
    on conflict (team_id, user_id, session_token, key) do update
    set id = case when w.label = excluded.label then w.id else excluded.id end,
      label = excluded.label, expires_at = excluded.expires_at
    returning id into v_id;
  delete from waiting_labels w where (w.team_id, w.id) in (
    select o.team_id, o.id from waiting_labels o where o.expires_at < v_now for update skip locked);
  delete from waiting_labels w where (w.team_id, w.id) in (
    select o.team_id, o.id from waiting_labels o
    where o.team_id = p_team and o.user_id = p_actor and o.id <> v_id
      and 20 <= (select count(*) from waiting_labels n
        where n.team_id = p_team and n.user_id = p_actor and (n.id = v_id or (n.expires_at, n.id) > (o.expires_at, o.id)))
    for update skip locked);
  return v_id;
end $$;
