-- A team's money is of one mode, test or live. What is older than `teams.live_since` is of the test round: it stays in the
-- ledger, and nothing of it moves money again.

-- Whether something of that time is of the test round of a team that is live now.
create or replace function is_of_test_round(p_team bigint, p_created_at timestamptz) returns boolean language sql stable as $$
  select exists (select from teams t where t.id = p_team and p_created_at < t.live_since)
$$;

-- Whether something of that time is of test mode: of a test round, or of a team that is in test mode now.
create or replace function is_of_test_mode(p_team bigint, p_created_at timestamptz) returns boolean language sql stable as $$
  select exists (select from teams t where t.id = p_team and (t.mode = 'test' or p_created_at < t.live_since))
$$;

-- The number of the last entry of an account's test round, or 0. Entries are numbered without gaps in the order of their
-- times, so twenty steps find it among a million.
create or replace function last_test_entry(p_team bigint, p_account account_kind) returns bigint language sql stable as $$
  with recursive halved(low, high, live_since) as (
    select 0::bigint, a.seq, t.live_since from ledger_accounts a join teams t on t.id = a.team_id
    where a.team_id = p_team and a.kind = p_account and t.live_since is not null
    union all
    select case when e.created_at < h.live_since then e.seq else h.low end,
      case when e.created_at < h.live_since then h.high else e.seq - 1 end, h.live_since
    from halved h join entries e on e.team_id = p_team and e.account = p_account and e.seq = (h.low + h.high + 1) / 2
    where h.low < h.high
  )
  select coalesce((select h.low from halved h where h.low = h.high), 0)
$$;

-- A server says which mode its card processor is in, when it starts and before it books anything by card. Outcomes:
-- unchanged, adopted (the team had none: its money is of this mode), went_live (it was in test mode, see go_live),
-- other_mode (it is live, and the server has a test key: nothing changes).
create or replace function adopt_mode(p_team bigint, p_mode processor_mode)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_mode processor_mode;
begin
  perform lock_postage(p_team);
  select t.mode into v_mode from teams t where t.id = p_team;
  if v_mode = p_mode then return 'unchanged'; end if;
  if v_mode = 'live' then return 'other_mode'; end if;
  if v_mode is null then
    update teams set mode = p_mode where id = p_team;
    return 'adopted';
  end if;
  perform go_live(p_team);
  return 'went_live';
end $$;

-- Ends a team's test round: what waits is closed, each balance is brought to zero by a transfer of kind adjustment, test
-- cards are removed, and the processor's name for the team is forgotten, because live mode does not know it. Nothing of the
-- history changes. The caller holds lock_postage.
create or replace function go_live(p_team bigint) returns void language plpgsql as $$
declare
  v_closed jsonb;
  v_sums jsonb := '{}';
  v_account record;
  v_now timestamptz;
begin
  v_closed := close_test_round(p_team);
  v_now := clock_timestamp();
  for v_account in
    select a.kind, balance(a) as balance from ledger_accounts a
    where a.team_id = p_team and a.kind in ('receivable', 'held', 'postage', 'reserve', 'purchase_power') and balance(a) <> 0
    order by a.kind
  loop
    perform post_transfer(
      p_team => p_team, p_kind => 'adjustment',
      p_debit => case when v_account.balance > 0 then 'adjustments'::account_kind else v_account.kind end,
      p_credit => case when v_account.balance > 0 then v_account.kind else 'adjustments'::account_kind end,
      p_amount => abs(v_account.balance), p_now => v_now, p_effective => v_now);
    v_sums := v_sums || jsonb_build_object(
      case v_account.kind when 'postage' then 'balance' when 'receivable' then 'owed' else v_account.kind::text end,
      abs(v_account.balance));
  end loop;
  -- The days are summed again, without the test round.
  delete from postage_days d where d.team_id = p_team;
  update postage_day_folds f set seq = (select a.seq from ledger_accounts a where a.team_id = p_team and a.kind = 'postage')
    where f.team_id = p_team;
  update teams set mode = 'live', processor_customer = null,
      live_since = greatest(clock_timestamp(), v_now + interval '1 microsecond')
    where id = p_team;
  perform audit_system(
    p_team => p_team, p_at => clock_timestamp(), p_action => 'team.went_live', p_subject => 'team',
    p_before => jsonb_build_object('mode', 'test') || v_sums || v_closed, p_after => jsonb_build_object('mode', 'live'));
end $$;

-- Closes what waits in a test round, with words. Returns how much of each there was. The caller holds lock_postage.
create or replace function close_test_round(p_team bigint) returns jsonb language plpgsql as $$
declare
  v_words constant text := 'The team went live. This was of its test round.';
  v_refund card_refunds;
  v_method payment_methods;
  v_id uuid;
  v_closed jsonb := jsonb_build_object('refills', 0, 'refunds', 0, 'label_refunds', 0, 'requests', 0, 'cards', 0);
begin
  for v_id in select r.id from refills r where r.team_id = p_team and r.status = 'processing' order by r.created_at, r.id loop
    perform fail_refill(p_team => p_team, p_refill => v_id, p_code => 'went_live', p_message => v_words);
    v_closed := count_closed(v_closed, 'refills');
  end loop;
  for v_refund in
    select * from card_refunds f where f.team_id = p_team and f.status = 'processing' order by f.created_at, f.id
  loop
    perform void_card_refund(v_refund, v_words, clock_timestamp());
    v_closed := count_closed(v_closed, 'refunds');
  end loop;
  update duplicate_charges set ask_at = null where team_id = p_team and ask_at is not null;
  for v_id in select l.id from labels l where l.team_id = p_team and l.status = 'refund_requested' order by l.created_at, l.id loop
    perform answer_label_refund(
      p_team => p_team, p_label => v_id, p_approved => false, p_note => v_words, p_actor_type => 'system',
      p_actor_id => 'processor', p_actor_name => 'Automatic');
    v_closed := count_closed(v_closed, 'label_refunds');
  end loop;
  for v_id in
    update postage_requests r set status = 'declined', decided_by_name = 'Automatic', decided_at = clock_timestamp(), decline_reason = v_words
      where r.team_id = p_team and r.status = 'open' returning r.id
  loop
    perform audit_system(
      p_team => p_team, p_at => clock_timestamp(), p_action => 'request.declined', p_subject => 'request:' || v_id,
      p_before => jsonb_build_object('status', 'open'), p_after => jsonb_build_object('status', 'declined', 'reason', v_words));
    v_closed := count_closed(v_closed, 'requests');
  end loop;
  delete from waiting_labels w where w.team_id = p_team;
  for v_method in
    select * from payment_methods m where m.team_id = p_team and m.type = 'credit_card' and m.removed_at is null order by m.created_at, m.id
  loop
    perform remove_payment_method(v_method);
    v_closed := count_closed(v_closed, 'cards');
  end loop;
  return v_closed;
end $$;

create or replace function count_closed(p_closed jsonb, p_what text) returns jsonb language sql immutable as $$
  select jsonb_set(p_closed, array[p_what], to_jsonb((p_closed ->> p_what)::integer + 1))
$$;
