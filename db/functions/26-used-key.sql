-- Looks up an idempotency key of a team. Returns no row for a new key. Outcomes: replayed (the same request; resource_id
-- is what it made), mismatch (another request has used the key). The caller holds lock_postage.
create or replace function find_used_key(p_team bigint, p_operation text, p_key text, p_request_hash bytea)
returns table (outcome text, resource_id uuid) language sql stable as $$
  select case when k.request_hash = p_request_hash then 'replayed' else 'mismatch' end, k.resource_id
  from idempotency_keys k where k.team_id = p_team and k.operation = p_operation and k.key = p_key
$$;
