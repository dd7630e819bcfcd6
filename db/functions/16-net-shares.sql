-- What is left of a refill after refunds and disputes, in one place: receipts, histories, exports, and the API read it here.

-- What is left of a refill's postage, or of its fee, in cents. A dispute of all of it after a refund takes more than is
-- left. Then nothing is left, and the rest is owed.
create or replace function net_of(p_amount bigint, p_refunded bigint, p_disputed bigint) returns bigint
language sql immutable parallel safe as $$
  select greatest(0, p_amount - p_refunded - p_disputed)
$$;

-- What each cost account bears of a refill's postage, in cents: `amount` was bought for it, and `net` is left of that. What
-- went back is apportioned by the shares, and the cents left over by the largest remainders, the lower code first. So each
-- net share is between 0 and the share, and together they are p_net. The fee belongs to the largest share that was bought,
-- the lower code first. It stays there after a refund.
create or replace function net_shares(p_team bigint, p_refill uuid, p_net bigint)
returns table (code text, name text, amount bigint, net bigint, bears_fee boolean) language sql stable parallel safe as $$
  with shares as (
    select c.code, c.name, x.amount, sum(x.amount) over () as total
    from refill_allocations x join cost_accounts c on c.team_id = x.team_id and c.id = x.cost_account_id
    where x.team_id = p_team and x.refill_id = p_refill
  ), parts as (
    select s.*, div((s.total - p_net) * s.amount, s.total) as part, mod((s.total - p_net) * s.amount, s.total) as remainder
    from shares s
  )
  select p.code, p.name, p.amount,
    p.amount - (p.part + case when row_number() over (order by p.remainder desc, p.code)
      <= p.total - p_net - sum(p.part) over () then 1 else 0 end)::bigint,
    row_number() over (order by p.amount desc, p.code) = 1
  from parts p
$$;
