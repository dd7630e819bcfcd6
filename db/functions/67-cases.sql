-- The present role of a person in a team. Null for others, and for deactivated members.
create or replace function active_role(p_team bigint, p_user uuid) returns role language sql stable as $$
  select m.role from memberships m where m.team_id = p_team and m.user_id = p_user and m.active
$$;

-- The audit row of a case: the person, the action, and the case.
create or replace function audit_case(p_case cases, p_actor uuid, p_action text, p_before jsonb, p_after jsonb)
returns bigint language sql as $$
  select audit_member(
    p_team => p_case.team_id, p_actor => p_actor, p_name => person_name(u), p_action => p_action,
    p_subject => 'case:' || p_case.id, p_before => p_before, p_after => p_after)
  from users u where u.id = p_actor
$$;

-- A member opens a help case, about a refill, a label, or in general. One form (p_key) makes one case, even if it is sent
-- again. Outcomes: created, replayed, forbidden, unknown_subject (no such refill or label of this team), too_many (20 in
-- a day).
create or replace function open_case(
  p_team bigint, p_actor uuid, p_key text, p_subject text, p_body text, p_refill uuid, p_label uuid,
  out outcome text, out case_id uuid
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_case cases;
begin
  if active_role(p_team, p_actor) is null then outcome := 'forbidden'; return; end if;
  if p_refill is not null and not exists (select from refills r where r.team_id = p_team and r.id = p_refill)
    or p_label is not null and not exists (select from labels l where l.team_id = p_team and l.id = p_label)
  then outcome := 'unknown_subject'; return; end if;
  loop
    select c.id into case_id from cases c where c.team_id = p_team and c.opened_by = p_actor and c.key = p_key;
    if found then outcome := 'replayed'; return; end if;
    if (select count(*) from cases c where c.team_id = p_team and c.opened_by = p_actor and c.created_at > now() - interval '1 day') >= 20 then
      outcome := 'too_many';
      return;
    end if;
    -- A conflict may also be a reference that is taken. Then another one is drawn.
    insert into cases (team_id, reference, opened_by, subject, body, refill_id, label_id, key)
      values (p_team, new_reference('CS'), p_actor, p_subject, p_body, p_refill, p_label, p_key)
      on conflict do nothing returning * into v_case;
    exit when found;
  end loop;
  perform audit_case(
    p_case => v_case, p_actor => p_actor, p_action => 'case.opened', p_before => null,
    p_after => jsonb_build_object('reference', v_case.reference, 'subject', p_subject));
  case_id := v_case.id;
  outcome := 'created';
end $$;

-- A reply by the person who opened the case (it is open again) or by another admin (it is answered). The same text twice
-- in a row from one person is one reply. Outcomes: replied, not_found (also for another team's and another person's),
-- closed.
create or replace function reply_to_case(p_team bigint, p_actor uuid, p_case uuid, p_body text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_role role := active_role(p_team, p_actor);
  v_case cases;
  v_state text;
  v_last case_replies;
begin
  select * into v_case from cases c where c.team_id = p_team and c.id = p_case
    and (v_role = 'admin' or v_role is not null and c.opened_by = p_actor) for no key update;
  if not found then return 'not_found'; end if;
  if v_case.state = 'closed' then return 'closed'; end if;
  select * into v_last from case_replies r where r.team_id = p_team and r.case_id = p_case order by r.id desc limit 1;
  if v_last.written_by = p_actor and v_last.body = p_body then return 'replied'; end if;
  v_state := case when v_case.opened_by = p_actor then 'open' else 'answered' end;
  insert into case_replies (team_id, case_id, written_by, body) values (p_team, p_case, p_actor, p_body);
  update cases set state = v_state, changed_at = clock_timestamp() where team_id = p_team and id = p_case;
  perform audit_case(
    p_case => v_case, p_actor => p_actor, p_action => 'case.replied',
    p_before => jsonb_build_object('state', v_case.state), p_after => jsonb_build_object('state', v_state));
  return 'replied';
end $$;

-- Closes a case (its opener or an admin), or opens it again (an admin). Outcomes: changed, unchanged, not_found (also for
-- another team's and another person's), forbidden.
create or replace function set_case_state(p_team bigint, p_actor uuid, p_case uuid, p_state text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_role role := active_role(p_team, p_actor);
  v_case cases;
begin
  select * into v_case from cases c where c.team_id = p_team and c.id = p_case
    and (v_role = 'admin' or v_role is not null and c.opened_by = p_actor) for no key update;
  if not found then return 'not_found'; end if;
  if p_state not in ('open', 'closed') or (p_state = 'open' and v_role <> 'admin') then return 'forbidden'; end if;
  if (v_case.state = 'closed') = (p_state = 'closed') then return 'unchanged'; end if;
  update cases set state = p_state, changed_at = clock_timestamp() where team_id = p_team and id = p_case;
  perform audit_case(
    p_case => v_case, p_actor => p_actor,
    p_action => case p_state when 'closed' then 'case.closed' else 'case.reopened' end,
    p_before => jsonb_build_object('state', v_case.state), p_after => jsonb_build_object('state', p_state));
  return 'changed';
end $$;
