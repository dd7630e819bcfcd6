-- Adds cents to one of several sums.
create or replace function add_cents(p_sums jsonb, p_key text, p_cents bigint) returns jsonb language sql immutable as $$
  select p_sums || jsonb_build_object(p_key, coalesce((p_sums ->> p_key)::bigint, 0) + p_cents)
$$;

-- What the available balance was paid with, in cents by payment method. First in, first out: the balance is what came in
-- last. So the walk goes back through refills and openings until they explain the balance, and it never reads more. The
-- remainder has no payment method.
--
-- Money that went back to a card is taken from the newest refills of that card before it, whichever refill it was sent
-- for: nothing else would keep prepaid postage from leaving by the refill of a card whose postage is used. A refund on its
-- way counts as the newest. What came back, after a bounce or a dispute that was won, counts as never gone. Labels and
-- their refunds change how far the walk goes. Money in `held` is not in the balance.
create or replace function postage_by_method(p_team bigint) returns table (payment_method_id uuid, cents bigint)
language plpgsql stable as $$
declare
  v_left bigint;
  v_held bigint;
  v_entry record;
  v_method text;
  v_cents bigint;
  v_part bigint;
  v_in_held jsonb := '{}';
  v_came_back jsonb := '{}';
  v_gone jsonb;
  v_found jsonb := '{}';
  v_card bigint := 9223372036854775807;
  v_reserve bigint := 9223372036854775807;
  v_purchase_power bigint := 9223372036854775807;
  v_adjustments bigint := 9223372036854775807;
begin
  select available(p), balance(h) into v_left, v_held
    from ledger_accounts p join ledger_accounts h on h.team_id = p.team_id and h.kind = 'held'
    where p.team_id = p_team and p.kind = 'postage';
  -- What arrived last in `held` is still there.
  if v_held > 0 then
    for v_entry in
      select e.amount, t.refill_id from entries e join transfers t on t.team_id = e.team_id and t.id = e.transfer_id
      where e.team_id = p_team and e.account = 'held' and e.amount > 0 order by e.seq desc
    loop
      if v_entry.refill_id is not null then
        v_in_held := add_cents(v_in_held, v_entry.refill_id::text, least(v_entry.amount, v_held));
      end if;
      v_held := v_held - v_entry.amount;
      exit when v_held <= 0;
    end loop;
  end if;
  select coalesce(jsonb_object_agg(g.method, g.amount), '{}') into v_gone
    from (
      select r.payment_method_id as method, sum(f.amount) as amount
      from card_refunds f join refills r on r.team_id = f.team_id and r.id = f.refill_id
      where f.team_id = p_team and f.status = 'processing' group by 1
    ) g;

  while v_left > 0 loop
    -- Each account's entries are in the order of their times, and a lock makes the times of a team grow.
    select n.*, t.refill_id, coalesce(r.payment_method_id::text, '') as method into v_entry
      from (
        (select e.account, e.seq, e.kind, e.amount, e.transfer_id, e.created_at from entries e
          where e.team_id = p_team and e.account = 'card' and e.seq < v_card
            and e.kind in ('postage_fund', 'held_fund', 'fund_reversal', 'fund_reinstated')
          order by e.seq desc limit 1)
        union all
        (select e.account, e.seq, e.kind, e.amount, e.transfer_id, e.created_at from entries e
          where e.team_id = p_team and e.account = 'reserve' and e.seq < v_reserve and e.kind = 'postage_fund'
          order by e.seq desc limit 1)
        union all
        (select e.account, e.seq, e.kind, e.amount, e.transfer_id, e.created_at from entries e
          where e.team_id = p_team and e.account = 'purchase_power' and e.seq < v_purchase_power and e.kind = 'postage_fund'
          order by e.seq desc limit 1)
        union all
        (select e.account, e.seq, e.kind, e.amount, e.transfer_id, e.created_at from entries e
          where e.team_id = p_team and e.account = 'adjustments' and e.seq < v_adjustments
            and exists (
              select from transfers x where x.team_id = p_team and x.id = e.transfer_id and x.debit = 'postage')
          order by e.seq desc limit 1)
      ) n
      join transfers t on t.team_id = p_team and t.id = n.transfer_id
      left join refills r on r.team_id = p_team and r.id = t.refill_id
      order by n.created_at desc limit 1;
    exit when not found;
    case v_entry.account
      when 'card' then v_card := v_entry.seq;
      when 'reserve' then v_reserve := v_entry.seq;
      when 'purchase_power' then v_purchase_power := v_entry.seq;
      else v_adjustments := v_entry.seq;
    end case;
    v_method := v_entry.method;
    v_cents := abs(v_entry.amount);
    if v_entry.kind = 'fund_reinstated' then
      v_came_back := add_cents(v_came_back, v_entry.refill_id::text, v_cents);
    elsif v_entry.kind = 'fund_reversal' then
      v_part := least(v_cents, coalesce((v_came_back ->> v_entry.refill_id::text)::bigint, 0));
      v_came_back := add_cents(v_came_back, v_entry.refill_id::text, -v_part);
      v_gone := add_cents(v_gone, v_method, v_cents - v_part);
    else
      v_cents := greatest(0, v_cents - coalesce((v_in_held ->> v_entry.refill_id::text)::bigint, 0));
      v_part := least(v_cents, coalesce((v_gone ->> v_method)::bigint, 0));
      v_gone := add_cents(v_gone, v_method, -v_part);
      v_cents := least(v_cents - v_part, v_left);
      v_found := add_cents(v_found, v_method, v_cents);
      v_left := v_left - v_cents;
    end if;
  end loop;
  if v_left > 0 then v_found := add_cents(v_found, '', v_left); end if;
  return query
    select nullif(f.key, '')::uuid, f.value::bigint from jsonb_each_text(v_found) f where f.value::bigint > 0;
end $$;

-- Of the available balance: what a card has paid for, in cents.
create or replace function card_postage(p_team bigint, p_method uuid)
returns bigint language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select b.cents from postage_by_method(p_team) b where b.payment_method_id = p_method), 0)
$$;
