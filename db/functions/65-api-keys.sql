-- API keys, as an admin of the team makes and revokes them. A key is made elsewhere, and only its hash comes here.

-- p_key is the id, made with the form: a form that is sent twice makes one key. Scopes are separated by spaces.
-- p_expires_in_days null never expires. Outcomes: done, made (an earlier call made it), forbidden, invalid (the name has
-- 1 to 75 characters, at least one scope, only known scopes, 1 to 36,500 days).
create or replace function issue_api_key(
  p_team bigint, p_actor uuid, p_key uuid, p_name text, p_hash bytea, p_prefix text, p_scopes text, p_expires_in_days integer
) returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin(p_team, p_actor);
  v_scopes text[] := string_to_array(p_scopes, ' ');
  v_expires timestamptz;
begin
  if v_actor is null then return 'forbidden'; end if;
  if coalesce(char_length(p_name), 0) not between 1 and 75 or coalesce(cardinality(v_scopes), 0) = 0
    or not v_scopes <@ array['read', 'refills:write', 'labels:write'] or p_expires_in_days not between 1 and 36500 then
    return 'invalid';
  end if;
  v_expires := clock_timestamp() + make_interval(days => p_expires_in_days);
  if not insert_api_key(
    p_team => p_team, p_key => p_key, p_name => p_name, p_hash => p_hash, p_prefix => p_prefix, p_scopes => v_scopes,
    p_expires_at => v_expires) then return 'made'; end if;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'api_key.created',
    p_subject => 'api_key:' || p_key,
    p_after => jsonb_build_object('name', p_name, 'scopes', v_scopes, 'expires_at', v_expires));
  return 'done';
end $$;

-- The key stops working with the next request. Outcomes: done, forbidden, not_found.
create or replace function revoke_api_key(p_team bigint, p_actor uuid, p_key uuid)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin(p_team, p_actor);
  v_key api_keys;
begin
  if v_actor is null then return 'forbidden'; end if;
  select * into v_key from api_keys where team_id = p_team and id = p_key for no key update;
  if not found then return 'not_found'; end if;
  if v_key.revoked_at is not null then return 'done'; end if;
  update api_keys set revoked_at = clock_timestamp() where team_id = p_team and id = p_key;
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'api_key.revoked',
    p_subject => 'api_key:' || p_key, p_before => jsonb_build_object('name', v_key.name, 'revoked', false),
    p_after => jsonb_build_object('name', v_key.name, 'revoked', true));
  return 'done';
end $$;
