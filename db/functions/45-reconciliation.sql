-- Returns the time from which the processor's books are to be compared with the ledger, or null if no comparison is due.
-- It is due once a day, at the first call after 09:00 UTC (an hour after the ledger is verified), and an hour after the
-- books could not be read. A week is read each time, because the processor books late changes (such as a dispute) when
-- they happen. After a longer pause more is read.
create or replace function reconciliation_due() returns timestamptz
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select least(now() - interval '7 days', (select max(r.started_at) from reconciliations r where r.error is null) - interval '1 day')
  where not exists (
    select from reconciliations r
    where r.error is null and r.started_at >= date_trunc('day', now() - interval '9 hours', 'UTC') + interval '9 hours'
      or r.error is not null and r.started_at > now() - interval '1 hour')
$$;

-- Keeps the result: the number of payments compared, and the differences as a JSON array, or the reason why the books
-- could not be read.
create or replace function record_reconciliation(
  p_started_at timestamptz, p_since timestamptz, p_compared bigint, p_differences jsonb, p_error text
) returns bigint language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into reconciliations (started_at, finished_at, since, compared, differences, error)
  values (p_started_at, clock_timestamp(), p_since, p_compared, p_differences, p_error)
  returning id
$$;
