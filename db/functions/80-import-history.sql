-- Imports history in bulk, for the demo team and for tests of scale. Each event goes through the functions that the live
-- verbs use, with its own time. It imports all or nothing. The application may not call it. Events, oldest first: {type:
-- opening|reserve_deposit|refill|label, at, amount, …}. A refusal stops the import.
create or replace function import_history(p_team bigint, p_events jsonb) returns integer language plpgsql as $$
declare
  v_event jsonb;
  v_at timestamptz;
  v_done record;
  v_count integer := 0;
begin
  for v_event in select * from jsonb_array_elements(p_events) loop
    v_at := (v_event ->> 'at')::timestamptz;
    v_count := v_count + 1;
    case v_event ->> 'type'
      when 'opening' then
        perform lock_postage(p_team);
        perform post_transfer(
          p_team => p_team, p_kind => 'opening', p_debit => 'postage', p_credit => 'adjustments',
          p_amount => (v_event ->> 'amount')::bigint, p_now => clock_timestamp(), p_effective => v_at);
        perform settle_owed(p_team => p_team, p_now => clock_timestamp(), p_effective => v_at);
      when 'reserve_deposit' then
        perform deposit_reserve(p_team => p_team, p_amount => (v_event ->> 'amount')::bigint, p_effective => v_at);
      when 'refill' then
        select * into v_done from book_refill(
          p_team => p_team, p_key => v_event ->> 'key', p_request_hash => sha256(convert_to(v_event::text, 'UTF8')),
          p_amount => (v_event ->> 'amount')::bigint, p_method => (v_event ->> 'payment_method')::uuid,
          p_allocations => case when v_event ->> 'cost_account' is not null
            then jsonb_build_array(jsonb_build_object('cost_account', v_event ->> 'cost_account')) end,
          p_memo => v_event ->> 'memo', p_actor_type => (v_event ->> 'actor_type')::actor_type,
          p_actor_id => v_event ->> 'actor_id', p_source => 'web', p_expected_total => null, p_effective => v_at);
        if v_done.outcome <> 'created' then
          raise exception 'event %: refill % %', v_count, v_done.outcome, v_done.code;
        end if;
        perform settle_imported(p_team, v_done.refill_id, v_event ->> 'decline_code', v_at);
      when 'label' then
        select * into v_done from book_label(
          p_team => p_team, p_key => v_event ->> 'key', p_request_hash => sha256(convert_to(v_event::text, 'UTF8')),
          p_carrier => (v_event ->> 'carrier')::carrier, p_service => v_event ->> 'service',
          p_amount => (v_event ->> 'amount')::bigint, p_cost_account => v_event ->> 'cost_account',
          p_reference => v_event ->> 'reference', p_actor_type => (v_event ->> 'actor_type')::actor_type,
          p_actor_id => v_event ->> 'actor_id', p_effective => v_at);
        if v_done.outcome <> 'created' then
          raise exception 'event %: label % %', v_count, v_done.outcome, v_done.code;
        end if;
      else
        raise exception 'event %: unknown type %', v_count, v_event ->> 'type';
    end case;
  end loop;
  return v_count;
end $$;

-- Settles an imported card refill at its own time, and records its charge in the test processor's books.
create or replace function settle_imported(p_team bigint, p_refill uuid, p_decline_code text, p_effective timestamptz)
returns void language plpgsql as $$
declare
  v_charge uuid := gen_random_uuid();
begin
  if not exists (select from refills where team_id = p_team and id = p_refill and status = 'processing') then return; end if;
  insert into test_processor_charges (idempotency_key, id, card, amount, status, decline_code, created_at)
  select r.id::text, v_charge, m.processor_ref, r.amount + r.fee,
      case when p_decline_code is null then 'succeeded' else 'declined' end, p_decline_code, p_effective
    from refills r join payment_methods m on m.team_id = r.team_id and m.id = r.payment_method_id
    where r.team_id = p_team and r.id = p_refill;
  if p_decline_code is null then
    perform post_refill(p_team, p_refill, v_charge::text, p_effective);
  else
    perform fail_refill(
      p_team => p_team, p_refill => p_refill, p_code => p_decline_code, p_message => 'The card was declined.');
  end if;
end $$;
