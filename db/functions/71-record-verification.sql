-- Verifies the whole ledger once a day, at the first call after 08:00 UTC (three in the morning in New York), and keeps
-- the result. Of many processes one does it, by the database's clock. Null if it is not due or another process is
-- verifying.
create or replace function verify_and_record() returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_due timestamptz := date_trunc('day', now() - interval '8 hours', 'UTC') + interval '8 hours';
  v_started timestamptz := clock_timestamp();
  v_problems jsonb;
  v_id bigint;
begin
  -- The lock is held until the result is committed, so the next process finds it.
  if not pg_try_advisory_xact_lock(7236413) then return null; end if;
  if exists (select from ledger_verifications v where v.started_at >= v_due) then return null; end if;
  select coalesce(jsonb_agg(jsonb_build_object('team', p.team_id, 'problem', p.problem)), '[]') into v_problems
    from (select * from verify_ledger(null) limit 1000) p;
  insert into ledger_verifications (started_at, finished_at, teams, entries, problems)
    values (v_started, clock_timestamp(), (select count(*) from teams), (select count(*) from entries), v_problems)
    returning id into v_id;
  return v_id;
end $$;

-- An admin verifies the ledger of their own team now. The result is a row of the audit log, and its number is returned.
-- Outcomes: verified, busy (this team is being verified), forbidden.
create or replace function verify_team_now(p_team bigint, p_actor uuid, out outcome text, out audit_id bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin(p_team, p_actor);
  v_started timestamptz := clock_timestamp();
  v_problems jsonb;
begin
  if v_actor is null then outcome := 'forbidden'; return; end if;
  if not pg_try_advisory_xact_lock(7236413, (p_team % 2147483647)::integer) then outcome := 'busy'; return; end if;
  select coalesce(jsonb_agg(p.problem), '[]') into v_problems from (select * from verify_ledger(p_team) limit 100) p;
  audit_id := audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'ledger.verified', p_subject => 'ledger',
    p_after => jsonb_build_object(
      'entries', (select count(*) from entries e where e.team_id = p_team),
      'milliseconds', (extract(epoch from clock_timestamp() - v_started) * 1000)::bigint,
      'problems', jsonb_array_length(v_problems), 'differences', v_problems));
  outcome := 'verified';
end $$;
