-- Since when the processor's books are to be laid beside the ledger now; null where that is not due. Once a day, at the first
-- call after 09:00 UTC (an hour after the ledger is verified), and an hour after a time at which they could not be read. A week
-- is read each time, since what changes late (a dispute, say) is booked there when it changes; and more after a longer pause.
create or replace function reconciliation_due() returns timestamptz
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select least(now() - interval '7 days', (select max(r.started_at) from reconciliations r where r.error is null) - interval '1 day')
  where not exists (
    select from reconciliations r
    where r.error is null and r.started_at >= date_trunc('day', now() - interval '9 hours', 'UTC') + interval '9 hours'
      or r.error is not null and r.started_at > now() - interval '1 hour')
$$;

-- Keeps what came out: how many payments were compared, and what differs, as a JSON array; or why the books could not be read.
create or replace function record_reconciliation(
  p_started_at timestamptz, p_since timestamptz, p_compared bigint, p_differences jsonb, p_error text
) returns bigint language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into reconciliations (started_at, finished_at, since, compared, differences, error)
  values (p_started_at, clock_timestamp(), p_since, p_compared, p_differences, p_error)
  returning id
$$;
