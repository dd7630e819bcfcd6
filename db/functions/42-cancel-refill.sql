-- Whether an admin can cancel a refill: its card's bank waits for a confirmation. Outcomes: waiting, not_waiting,
-- forbidden, not_found.
create or replace function check_cancel_refill(p_team bigint, p_actor uuid, p_refill uuid)
returns text language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case
    when authorize_actor(p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'refills:write') is null
      then 'forbidden'
    else coalesce((
      select case when r.status = 'processing' and r.action_ref is not null then 'waiting' else 'not_waiting' end
      from refills r where r.team_id = p_team and r.id = p_refill), 'not_found') end
$$;

-- An admin has canceled a refill that waited for a confirmation, and the processor says that nobody can confirm it any
-- more. Gives the room back. The processor's own message that the page is closed may come first: then only the words
-- change. Outcomes: canceled, not_waiting (resolved before), forbidden, not_found.
create or replace function cancel_refill(p_team bigint, p_actor uuid, p_refill uuid)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text;
  v_refill refills;
  v_message text;
begin
  perform lock_postage(p_team);
  v_actor := authorize_actor(p_team => p_team, p_type => 'user', p_id => p_actor::text, p_permission => 'refills:write');
  if v_actor is null then return 'forbidden'; end if;
  select * into v_refill from refills where team_id = p_team and id = p_refill;
  if not found then return 'not_found'; end if;
  if v_refill.action_ref is null or not (
    v_refill.status = 'processing' or v_refill.status = 'failed' and v_refill.failure_code = 'not_confirmed'
  ) then
    return 'not_waiting';
  end if;

  v_message := format('Canceled by %s before the bank confirmed it. The card was not charged.', v_actor);
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'refill.canceled',
    p_subject => 'refill:' || p_refill, p_before => jsonb_build_object('status', v_refill.status),
    p_after => jsonb_build_object('amount', v_refill.amount));
  if v_refill.status = 'processing' then
    perform fail_refill(p_team => p_team, p_refill => p_refill, p_code => 'canceled', p_message => v_message);
  else
    update refills set failure_code = 'canceled', failure_message = v_message where team_id = p_team and id = p_refill;
  end if;
  return 'canceled';
end $$;
