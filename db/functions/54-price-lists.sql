-- An admin loads a price list of USPS, valid from a day on: [{service, form, upToTenths, price}], prices in cents.
-- Outcomes: done, forbidden, invalid (1 to 1,000 prices; the rest as in lib/prices/read-prices.ts).
create or replace function load_price_list(p_team bigint, p_actor uuid, p_effective_on date, p_source text, p_prices jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_actor text := authorize_admin(p_team, p_actor);
  v_id uuid := gen_random_uuid();
begin
  if v_actor is null then return 'forbidden'; end if;
  if jsonb_array_length(p_prices) not between 1 and 1000 or exists (
    select from jsonb_to_recordset(p_prices) as p(service text, form text, "upToTenths" integer, price bigint)
    where coalesce(char_length(p.service), 0) not between 1 and 50 or coalesce(p.form, '') not in ('letter', 'flat', 'parcel', 'stamp')
      or (p.form = 'stamp') <> (p."upToTenths" is null) or p."upToTenths" < 1 or coalesce(p.price, 0) not between 1 and 50000)
  then
    return 'invalid';
  end if;
  -- A form that is sent twice loads one list.
  if exists (
    select from (
      select p.source, p.prices from price_lists p where p.team_id = p_team and p.effective_on = p_effective_on
      order by p.created_at desc limit 1) as last
    where last.source = p_source and last.prices = p_prices)
  then
    return 'done';
  end if;
  insert into price_lists (team_id, id, effective_on, source, prices, actor_name, created_at)
    values (p_team, v_id, p_effective_on, p_source, p_prices, v_actor, clock_timestamp());
  perform audit_member(
    p_team => p_team, p_actor => p_actor, p_name => v_actor, p_action => 'prices.loaded', p_subject => 'prices:' || v_id,
    p_after => jsonb_build_object('effective_on', p_effective_on, 'source', p_source, 'prices', jsonb_array_length(p_prices)));
  return 'done';
end $$;
