-- Checks an API key: whether it exists and has p_scope. With p_write it also takes a token from the key's bucket.
-- p_per_minute refills the bucket, p_burst is its size, and p_per_minute 0 means no limit. turned_away: unauthenticated
-- (unknown, revoked, or expired), forbidden (without the scope), rate_limited (retry_after in seconds), or null if the
-- request may proceed.
create or replace function check_api_key(
  p_hash bytea, p_scope text, p_write boolean, p_per_minute integer, p_burst integer,
  out turned_away text, out retry_after double precision, out team_id bigint, out api_key_id uuid
) language plpgsql as $$
declare
  v_key api_keys;
  v_now timestamptz := clock_timestamp();
  v_tokens double precision;
begin
  select k.* into v_key from api_keys k
    where k.hash = p_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_now);
  if not found then turned_away := 'unauthenticated'; return; end if;
  team_id := v_key.team_id;
  api_key_id := v_key.id;
  if p_write and p_per_minute > 0 then
    update api_keys k set
        tokens = greatest(-1, least(p_burst,
          coalesce(k.tokens, p_burst) + greatest(0, extract(epoch from v_now - coalesce(k.tokens_at, v_now))) * p_per_minute / 60.0) - 1),
        tokens_at = v_now, last_used_at = v_now
      where k.team_id = v_key.team_id and k.id = v_key.id returning k.tokens into v_tokens;
    if v_tokens < 0 then
      -- The refused write gives its token back.
      update api_keys k set tokens = k.tokens + 1 where k.team_id = v_key.team_id and k.id = v_key.id;
      turned_away := 'rate_limited';
      retry_after := -v_tokens * 60.0 / p_per_minute;
    end if;
  elsif v_key.last_used_at is null or v_key.last_used_at < v_now - interval '1 minute' then
    -- A write may hold the key's row while it waits for the team's lock. A read does not wait behind it for a timestamp.
    perform from api_keys k where k.team_id = v_key.team_id and k.id = v_key.id for no key update skip locked;
    if found then
      update api_keys k set last_used_at = v_now where k.team_id = v_key.team_id and k.id = v_key.id;
    end if;
  end if;
  if not p_scope = any (v_key.scopes) then turned_away := 'forbidden'; end if;
  -- A refused request books nothing. Only the bucket is written, as in authorize_api_key.
  if turned_away is not null then perform set_config('synchronous_commit', 'off', true); end if;
end $$;

-- Authorizes a read, or a write whose request is invalid. It does not wait for the commit to reach the disk, for this
-- transaction alone: a crash may set the bucket back by a moment, which harms nobody. Functions that book call
-- check_api_key themselves and do wait.
create or replace function authorize_api_key(
  p_hash bytea, p_scope text, p_write boolean, p_per_minute integer, p_burst integer,
  out turned_away text, out retry_after double precision, out team_id bigint, out api_key_id uuid
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- A SET clause of the function would end before the commit.
  perform set_config('synchronous_commit', 'off', true);
  select a.turned_away, a.retry_after, a.team_id, a.api_key_id into turned_away, retry_after, team_id, api_key_id
    from check_api_key(
      p_hash => p_hash, p_scope => p_scope, p_write => p_write, p_per_minute => p_per_minute, p_burst => p_burst) a;
end $$;
