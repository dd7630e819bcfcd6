-- A person requests postage from the team's admins. p_amount is in cents. p_label_key belongs to the label that waits for
-- the postage, and a person has one open request per label. p_label is the content of its form. Outcomes: created,
-- replayed (one is open already), forbidden, below_minimum, above_limit, unknown_cost_account, inactive_cost_account,
-- too_many (20 open ones).
create or replace function create_postage_request(
  p_team bigint, p_actor uuid, p_label_key text, p_amount bigint, p_reason text, p_cost_account text, p_label jsonb,
  out outcome text, out request_id uuid
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_actor(
    p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'labels:write');
  v_now timestamptz := clock_timestamp();
  v_postage ledger_accounts;
  v_cost_account cost_accounts;
  v_request postage_requests;
begin
  if v_actor is null then outcome := 'forbidden'; return; end if;
  loop
    select r.id into request_id from postage_requests r
      where r.team_id = p_team and r.asked_by = p_actor and r.label_key = p_label_key and r.status = 'open';
    if found then outcome := 'replayed'; return; end if;

    select * into v_postage from ledger_accounts a where a.team_id = p_team and a.kind = 'postage';
    if p_amount < v_postage.minimum_refill then outcome := 'below_minimum'; return; end if;
    if p_amount > v_postage.max_balance then outcome := 'above_limit'; return; end if;
    if p_cost_account is not null then
      select * into v_cost_account from cost_accounts c where c.team_id = p_team and c.code = p_cost_account;
      if not found then outcome := 'unknown_cost_account'; return; end if;
      if not v_cost_account.active then outcome := 'inactive_cost_account'; return; end if;
    end if;
    if (select count(*) from postage_requests r where r.team_id = p_team and r.asked_by = p_actor and r.status = 'open') >= 20 then
      outcome := 'too_many';
      return;
    end if;
    -- A conflict may also be a reference that is taken. Then another one is drawn.
    insert into postage_requests (team_id, reference, asked_by, asked_by_name, amount, reason, cost_account_id, label_key, label, created_at)
      values (p_team, new_reference('PR'), p_actor, v_actor, p_amount, p_reason, v_cost_account.id,
        p_label_key, p_label, v_now)
      on conflict do nothing returning * into v_request;
    exit when found;
  end loop;
  request_id := v_request.id;
  outcome := 'created';
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'request.asked',
    p_subject => 'request:' || v_request.id,
    p_after => jsonb_build_object('amount', p_amount, 'reason', p_reason, 'reference', v_request.reference));
end $$;

-- The requester withdraws the request. Outcomes: done, not_found (also for another person's), not_open (decided or
-- withdrawn before).
create or replace function withdraw_postage_request(p_team bigint, p_actor uuid, p_request uuid)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_actor(
    p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'labels:write');
  v_request postage_requests;
begin
  select * into v_request from postage_requests r
    where r.team_id = p_team and r.id = p_request and r.asked_by = p_actor for no key update;
  if not found or v_actor is null then return 'not_found'; end if;
  if v_request.status <> 'open' then return 'not_open'; end if;
  update postage_requests r set status = 'withdrawn', decided_by_name = v_actor, decided_at = clock_timestamp()
    where r.team_id = p_team and r.id = p_request;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'request.withdrawn',
    p_subject => 'request:' || v_request.id, p_before => jsonb_build_object('status', 'open'),
    p_after => jsonb_build_object('status', 'withdrawn'));
  return 'done';
end $$;

-- An admin declines a request with a reason (1 to 200 characters). Outcomes: done, forbidden, not_found, not_open.
create or replace function decline_postage_request(p_team bigint, p_actor uuid, p_request uuid, p_reason text)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_actor(
    p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'refills:write');
  v_request postage_requests;
begin
  if v_actor is null then return 'forbidden'; end if;
  select * into v_request from postage_requests r where r.team_id = p_team and r.id = p_request for no key update;
  if not found then return 'not_found'; end if;
  if v_request.status <> 'open' then return 'not_open'; end if;
  update postage_requests r set status = 'declined', decided_by_name = v_actor, decided_at = clock_timestamp(),
      decline_reason = p_reason
    where r.team_id = p_team and r.id = p_request;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'request.declined',
    p_subject => 'request:' || v_request.id, p_before => jsonb_build_object('status', 'open'),
    p_after => jsonb_build_object('status', 'declined', 'reason', p_reason));
  return 'done';
end $$;

-- Approves a request in one statement: books the refill as request_refill does, and credits it to the request. Only
-- people who may add postage can approve. Also refused: request_not_open (decided or withdrawn before; refill_id if it
-- was approved).
create or replace function approve_postage_request(
  p_team bigint, p_request uuid, p_key text, p_request_hash bytea, p_amount bigint, p_method uuid, p_allocations jsonb,
  p_memo text, p_actor uuid, p_expected_total bigint, p_mode processor_mode default null
) returns table (
  outcome text, code text, refill_id uuid, headroom bigint, available bigint, refill refills, allocations jsonb
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_request postage_requests;
  v_booked record;
begin
  perform lock_postage(p_team);
  select * into v_request from postage_requests r where r.team_id = p_team and r.id = p_request for no key update;
  if v_request.status is distinct from 'open' and not exists (
    select from find_used_key(p_team => p_team, p_operation => 'refill', p_key => p_key, p_request_hash => p_request_hash))
  then
    outcome := 'refused';
    code := 'request_not_open';
    refill_id := v_request.refill_id;
    return next;
    return;
  end if;
  select * into v_booked from book_refill(
    p_team => p_team, p_key => p_key, p_request_hash => p_request_hash, p_amount => p_amount, p_method => p_method,
    p_allocations => p_allocations, p_memo => p_memo, p_actor_type => 'user', p_actor_id => p_actor::text,
    p_source => 'web', p_expected_total => p_expected_total, p_mode => p_mode);
  outcome := v_booked.outcome;
  code := v_booked.code;
  refill_id := v_booked.refill_id;
  headroom := v_booked.headroom;
  available := v_booked.available;
  refill := v_booked.refill;
  allocations := v_booked.allocations;
  if outcome = 'created' then
    update postage_requests r set status = 'approved', refill_id = refill.id, decided_by_name = refill.actor_name,
        decided_at = refill.created_at
      where r.team_id = p_team and r.id = p_request;
    perform audit_member(
      p_team => p_team, p_actor => p_actor, p_name => refill.actor_name, p_action => 'request.approved',
      p_subject => 'request:' || v_request.id,
      p_before => jsonb_build_object('status', 'open', 'amount', v_request.amount),
      p_after => jsonb_build_object('status', 'approved', 'amount', refill.amount, 'reference', refill.reference));
  end if;
  return next;
end $$;
