-- Requests the refund of a label from USPS. Outcomes: created, replayed, mismatch, refused (forbidden, not_found,
-- not_refundable: not USPS, requested before, or of the test round). Nothing is credited until USPS has answered.
create or replace function book_label_refund(
  p_team bigint, p_key text, p_request_hash bytea, p_label uuid, p_reason text, p_actor_type actor_type, p_actor_id text,
  out outcome text, out code text, out label_id uuid
) language plpgsql as $$
declare
  v_label labels;
  v_used record;
  v_actor text;
  v_now timestamptz;
begin
  perform lock_postage(p_team);
  v_now := clock_timestamp();
  outcome := 'refused';
  v_actor := authorize_actor(
    p_team => p_team, p_type => p_actor_type, p_id => p_actor_id, p_permission => 'labels:write');
  if v_actor is null then code := 'forbidden'; return; end if;

  select * into v_used from find_used_key(
    p_team => p_team, p_operation => 'label_refund', p_key => p_key, p_request_hash => p_request_hash);
  if found then
    label_id := v_used.resource_id;
    outcome := v_used.outcome;
    return;
  end if;

  select * into v_label from labels where team_id = p_team and id = p_label;
  if not found then code := 'not_found'; return; end if;
  if v_label.charged_to <> 'postage_balance' or v_label.status <> 'printed'
    or is_of_test_round(p_team, v_label.created_at) then code := 'not_refundable'; return; end if;

  label_id := p_label;
  outcome := 'created';
  update labels set status = 'refund_requested' where team_id = p_team and id = p_label;
  insert into label_refunds (team_id, label_id, reason, requested_by, requested_at)
    values (p_team, p_label, p_reason, v_actor, v_now);
  insert into idempotency_keys (team_id, operation, key, request_hash, resource_id, created_at)
    values (p_team, 'label_refund', p_key, p_request_hash, p_label, v_now);
  perform audit_actor(
    p_team => p_team, p_at => v_now, p_actor_type => p_actor_type, p_actor_id => p_actor_id, p_actor_name => v_actor,
    p_action => 'label.refund_requested', p_subject => 'label:' || p_label,
    p_before => jsonb_build_object('status', 'printed'),
    p_after => jsonb_strip_nulls(jsonb_build_object('status', 'refund_requested', 'amount', v_label.amount, 'reason', p_reason)));
end $$;

-- For a person, or an API key that is already authorized. See book_label_refund.
create or replace function request_label_refund(
  p_team bigint, p_key text, p_request_hash bytea, p_label uuid, p_reason text, p_actor_type actor_type, p_actor_id text,
  out outcome text, out code text, out label_id uuid
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if p_actor_type is null or p_actor_type not in ('user', 'api_key') then
    raise exception 'a refund is asked for by a person or an API key, not by %', p_actor_type
      using errcode = 'insufficient_privilege';
  end if;
  select b.outcome, b.code, b.label_id into outcome, code, label_id
    from book_label_refund(
      p_team => p_team, p_key => p_key, p_request_hash => p_request_hash, p_label => p_label, p_reason => p_reason,
      p_actor_type => p_actor_type, p_actor_id => p_actor_id) b;
end $$;

-- For a request that presents an API key. The key is authorized (see check_api_key) and the refund requested in one
-- statement. Outcome turned_away requests nothing, and its code is check_api_key's.
create or replace function request_label_refund_by_key(
  p_hash bytea, p_per_minute integer, p_burst integer, p_key text, p_request_hash bytea, p_label uuid, p_reason text,
  out team_id bigint, out retry_after double precision, out outcome text, out code text, out label_id uuid
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_api_key uuid;
begin
  select a.turned_away, a.retry_after, a.team_id, a.api_key_id into code, retry_after, team_id, v_api_key
    from check_api_key(
      p_hash => p_hash, p_scope => 'labels:write', p_write => true, p_per_minute => p_per_minute, p_burst => p_burst) a;
  if code is not null then
    outcome := 'turned_away';
    return;
  end if;
  select b.outcome, b.code, b.label_id into outcome, code, label_id
    from book_label_refund(
      p_team => team_id, p_key => p_key, p_request_hash => p_request_hash, p_label => p_label, p_reason => p_reason,
      p_actor_type => 'api_key', p_actor_id => v_api_key::text) b;
end $$;

-- USPS has answered. An approved refund goes into the balance as far as there is room, and the rest into `held`, once. It
-- first pays what is owed. Outcomes: refunded, refund_denied, unchanged (answered before, or never requested).
create or replace function answer_label_refund(
  p_team bigint, p_label uuid, p_approved boolean, p_note text, p_actor_type actor_type, p_actor_id text, p_actor_name text
) returns text language plpgsql as $$
declare
  v_postage ledger_accounts;
  v_label labels;
  v_printed uuid;
  v_now timestamptz;
  v_status label_status := case when p_approved then 'refunded' else 'refund_denied' end;
  v_into_balance bigint;
  v_into_held bigint;
begin
  v_postage := lock_postage(p_team);
  v_now := clock_timestamp();
  select * into v_label from labels where team_id = p_team and id = p_label;
  if not found then raise exception 'no label % in team %', p_label, p_team using errcode = 'no_data_found'; end if;
  if v_label.status <> 'refund_requested' then return 'unchanged'; end if;

  if p_approved then
    select id into v_printed from transfers
      where team_id = p_team and label_id = p_label and kind = 'postage_print';
    v_into_balance := least(v_label.amount, headroom(v_postage));
    v_into_held := v_label.amount - v_into_balance;
    if v_into_balance > 0 then
      perform post_transfer(
        p_team => p_team, p_kind => 'postage_refund', p_debit => 'postage', p_credit => 'postage_used',
        p_amount => v_into_balance, p_now => v_now, p_effective => v_now, p_label => p_label, p_reverses => v_printed);
    end if;
    if v_into_held > 0 then
      perform post_transfer(
        p_team => p_team, p_kind => 'postage_refund', p_debit => 'held', p_credit => 'postage_used',
        p_amount => v_into_held, p_now => v_now, p_effective => v_now, p_label => p_label, p_reverses => v_printed);
    end if;
    if settle_owed(p_team => p_team, p_now => v_now, p_effective => v_now) > 0 then
      perform release_held(p_team => p_team, p_now => v_now, p_effective => v_now);
    end if;
  end if;
  update labels set status = v_status where team_id = p_team and id = p_label;
  update label_refunds set approved = p_approved, answered_by = p_actor_name, answered_at = v_now, note = p_note,
      into_balance = v_into_balance, into_held = v_into_held
    where team_id = p_team and label_id = p_label;
  perform audit_actor(
    p_team => p_team, p_at => v_now, p_actor_type => p_actor_type, p_actor_id => p_actor_id, p_actor_name => p_actor_name,
    p_action => case when p_approved then 'label.refunded' else 'label.refund_denied' end, p_subject => 'label:' || p_label,
    p_before => jsonb_build_object('status', 'refund_requested'),
    p_after => jsonb_strip_nulls(jsonb_build_object(
      'status', v_status, 'into_balance', v_into_balance, 'into_held', v_into_held, 'note', p_note)));
  return v_status;
end $$;

-- The answer of USPS itself (of its stand-in in test mode). See answer_label_refund.
create or replace function refund_label(p_team bigint, p_label uuid, p_approved boolean)
returns text language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select answer_label_refund(
    p_team => p_team, p_label => p_label, p_approved => p_approved, p_note => null, p_actor_type => 'system',
    p_actor_id => 'usps', p_actor_name => 'USPS')
$$;

-- The answer as an admin of the team records it, with a note. See answer_label_refund. Also: forbidden, not_found.
create or replace function record_label_refund(p_team bigint, p_actor uuid, p_label uuid, p_approved boolean, p_note text)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin(p_team, p_actor);
begin
  if v_actor is null then return 'forbidden'; end if;
  if not exists (select from labels l where l.team_id = p_team and l.id = p_label) then return 'not_found'; end if;
  return answer_label_refund(
    p_team => p_team, p_label => p_label, p_approved => p_approved, p_note => p_note, p_actor_type => 'user',
    p_actor_id => p_actor::text, p_actor_name => v_actor);
end $$;
