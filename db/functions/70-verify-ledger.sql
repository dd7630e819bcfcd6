-- Recomputes everything that can be recomputed and returns one row per difference, none if all is well. It is STABLE, so
-- every check sees the same moment. p_team null verifies all teams.
create or replace function verify_ledger(p_team bigint)
returns table (team_id bigint, problem text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with accounts as materialized (
    select * from ledger_accounts a where p_team is null or a.team_id = p_team
  ), chained as materialized (
    select e.team_id, e.account, e.seq, e.transfer_id, e.kind, e.amount, e.balance_after, e.hash, e.created_at,
      lag(e.seq, 1, 0::bigint) over chain as previous_seq,
      lag(e.balance_after, 1, 0::bigint) over chain as previous_balance,
      lag(e.hash, 1, decode(repeat('00', 32), 'hex')) over chain as previous_hash
    from entries e where p_team is null or e.team_id = p_team
    window chain as (partition by e.team_id, e.account order by e.seq)
  ), sums as (
    select c.team_id, c.account, sum(c.amount) filter (where c.amount > 0) as debits,
      -sum(c.amount) filter (where c.amount < 0) as credits, max(c.seq) as last_seq
    from chained c group by c.team_id, c.account
  ), moves as materialized (
    select t.* from transfers t where p_team is null or t.team_id = p_team
  ), open_pending as (
    select t.* from moves t where t.phase = 'pending'
      and not exists (select from moves r where r.team_id = t.team_id and r.pending_id = t.id)
  ), pending_sums as (
    select p.team_id, side.account, sum(side.debit) as debits, sum(side.credit) as credits
    from open_pending p cross join lateral (values (p.debit, p.amount, 0), (p.credit, 0, p.amount)) side(account, debit, credit)
    group by p.team_id, side.account
  ), card_refund_sums as materialized (
    select f.team_id, f.refill_id, coalesce(sum(f.amount) filter (where f.status = 'processing'), 0) as processing,
      coalesce(sum(f.amount) filter (where f.status = 'refunded'), 0) as refunded
    from card_refunds f where p_team is null or f.team_id = p_team group by f.team_id, f.refill_id
  )
  select c.team_id, format('%s entry %s: seq does not follow %s', c.account, c.seq, c.previous_seq)
    from chained c where c.seq <> c.previous_seq + 1
  union all
  select c.team_id, format('%s entry %s: balance_after is %s, the entries give %s', c.account, c.seq, c.balance_after, c.previous_balance + c.amount)
    from chained c where c.balance_after <> c.previous_balance + c.amount
  union all
  select c.team_id, format('%s entry %s: its hash does not follow from the entry before and its own content', c.account, c.seq)
    from chained c where c.hash is distinct from entry_hash(
      p_previous => c.previous_hash, p_team => c.team_id, p_account => c.account, p_seq => c.seq,
      p_transfer => c.transfer_id, p_kind => c.kind, p_amount => c.amount, p_balance_after => c.balance_after,
      p_created_at => c.created_at)
  union all
  select a.team_id, format('%s account: posted counters are %s/%s, the entries give %s/%s', a.kind, a.debits_posted, a.credits_posted, coalesce(s.debits, 0), coalesce(s.credits, 0))
    from accounts a left join sums s on s.team_id = a.team_id and s.account = a.kind
    where (a.debits_posted, a.credits_posted) is distinct from (coalesce(s.debits, 0), coalesce(s.credits, 0))
  union all
  select a.team_id, format('%s account: last entry is %s, the entries end at %s', a.kind, a.seq, coalesce(s.last_seq, 0))
    from accounts a left join sums s on s.team_id = a.team_id and s.account = a.kind where a.seq <> coalesce(s.last_seq, 0)
  union all
  select a.team_id, format('%s account: head differs from the hash of entry %s', a.kind, a.seq)
    from accounts a left join chained c on c.team_id = a.team_id and c.account = a.kind and c.seq = a.seq
    where a.head is distinct from coalesce(c.hash, decode(repeat('00', 32), 'hex'))
  union all
  select a.team_id, format('%s account: pending counters are %s/%s, the open transfers give %s/%s', a.kind, a.debits_pending, a.credits_pending, coalesce(p.debits, 0), coalesce(p.credits, 0))
    from accounts a left join pending_sums p on p.team_id = a.team_id and p.account = a.kind
    where (a.debits_pending, a.credits_pending) is distinct from (coalesce(p.debits, 0), coalesce(p.credits, 0))
  union all
  select a.team_id, format('all accounts sum to %s instead of zero', sum(a.debits_posted - a.credits_posted))
    from accounts a group by a.team_id having sum(a.debits_posted - a.credits_posted) <> 0
  union all
  select a.team_id, format('postage balance is %s with %s pending, outside of 0 to %s', a.debits_posted - a.credits_posted, a.debits_pending, a.max_balance)
    from accounts a where a.kind = 'postage' and (a.debits_posted - a.credits_posted - a.credits_pending < 0
      or a.debits_posted - a.credits_posted + a.debits_pending > a.max_balance)
  union all
  select h.team_id, format('%s is held although the balance has room', h.debits_posted - h.credits_posted)
    from accounts h join accounts p on p.team_id = h.team_id and p.kind = 'postage'
    where h.kind = 'held' and h.debits_posted > h.credits_posted
      and p.debits_posted + p.debits_pending - p.credits_posted < p.max_balance
  union all
  select o.team_id, format('%s is owed although %s is available and %s held', o.credits_posted - o.debits_posted,
      p.debits_posted - p.credits_posted - p.credits_pending, h.debits_posted - h.credits_posted)
    from accounts o join accounts p on p.team_id = o.team_id and p.kind = 'postage'
      join accounts h on h.team_id = o.team_id and h.kind = 'held'
    where o.kind = 'receivable' and o.credits_posted > o.debits_posted
      and (p.debits_posted > p.credits_posted + p.credits_pending or h.debits_posted > h.credits_posted)
  union all
  select t.team_id, format('transfer %s: its entries are not one debit of %s and one credit of %s over %s', t.id, t.debit, t.credit, t.amount)
    from moves t left join (
      select c.team_id, c.transfer_id, count(*) as sides, jsonb_object_agg(c.account, c.amount) as amounts, min(c.kind::text) as kind
      from chained c group by c.team_id, c.transfer_id
    ) s on s.team_id = t.team_id and s.transfer_id = t.id
    where case when t.phase in ('pending', 'void') then s.sides is not null
      else (s.sides, s.amounts, s.kind) is distinct from (2::bigint, jsonb_build_object(t.debit, t.amount, t.credit, -t.amount), t.kind::text) end
  union all
  select t.team_id, format('transfer %s: differs from the pending transfer %s that it resolves', t.id, t.pending_id)
    from moves t join moves p on p.team_id = t.team_id and p.id = t.pending_id
    where (p.phase, p.kind, p.debit, p.credit, p.amount) is distinct from ('pending'::transfer_phase, t.kind, t.debit, t.credit, t.amount)
  union all
  select r.team_id, format('refill %s is %s with %s posted and %s pending of its %s, fee %s of %s', r.id, r.status, m.funded, m.waiting, r.amount, m.fee, r.fee)
    from refills r left join card_refund_sums f on f.team_id = r.team_id and f.refill_id = r.id cross join lateral (
      select
        coalesce(sum(t.amount) filter (where t.phase in ('posted', 'post') and t.kind in ('postage_fund', 'held_fund')), 0) as funded,
        coalesce(sum(t.amount) filter (where t.phase in ('posted', 'post') and t.kind = 'fee'), 0) as fee,
        coalesce((select sum(p.amount) from open_pending p where p.team_id = r.team_id and p.refill_id = r.id), 0) as waiting
      from transfers t where t.team_id = r.team_id and t.refill_id = r.id
    ) m
    where (p_team is null or r.team_id = p_team) and case r.status
      when 'processing' then (m.funded, m.fee, m.waiting) is distinct from (0::numeric, 0::numeric, (r.amount + r.fee)::numeric)
      when 'failed' then (m.funded, m.fee, m.waiting) is distinct from (0::numeric, 0::numeric, 0::numeric)
      else (m.funded, m.fee, m.waiting) is distinct from (r.amount::numeric, r.fee::numeric, coalesce(f.processing, 0)) end
  union all
  select r.team_id, format('refill %s has %s of postage and %s of its fee taken back; it says refunded %s and %s, disputed %s and %s', r.id, m.amount, m.fee, r.refunded, r.refunded_fee, r.disputed, r.disputed_fee)
    from refills r cross join lateral (
      select coalesce(sum(case t.kind when 'fund_reversal' then t.amount when 'fund_reinstated' then -t.amount end), 0) as amount,
        coalesce(sum(case t.kind when 'fee_reversal' then t.amount when 'fee_reinstated' then -t.amount end), 0) as fee
      from transfers t where t.team_id = r.team_id and t.refill_id = r.id and t.phase in ('posted', 'post')
    ) m
    where (p_team is null or r.team_id = p_team)
      and (m.amount, m.fee) is distinct from ((r.refunded + r.disputed)::numeric, (r.refunded_fee + r.disputed_fee)::numeric)
  union all
  select r.team_id, format('refill %s is %s and says refunded %s and %s, disputed %s and %s; its refunds are %s, its disputes %s', r.id, r.status, r.refunded, r.refunded_fee, r.disputed, r.disputed_fee, g.refunds, g.disputes)
    from refills r left join lateral (
      select coalesce(sum(c.amount) filter (where c.kind = 'refund' and c.charge_ref = r.processor_ref), 0) as refunds,
        coalesce(sum(c.amount) filter (where c.kind = 'dispute' and c.charge_ref = r.processor_ref), 0) + coalesce((
          select sum(greatest(x.gone - d.amount, 0)) from duplicate_charges d cross join lateral (
            select coalesce(sum(y.amount), 0) as gone from charge_returns y where y.team_id = d.team_id and y.charge_ref = d.processor_ref) x
          where d.team_id = r.team_id and d.refill_id = r.id), 0) as disputes
      from charge_returns c where c.team_id = r.team_id and c.refill_id = r.id
    ) g on true
    where (p_team is null or r.team_id = p_team) and not (
      r.refunded + r.refunded_fee = g.refunds and r.disputed + r.disputed_fee = g.disputes
      and r.refunded_fee = greatest(0, least(g.refunds - r.amount, r.fee))
      and r.refunded_fee + r.disputed_fee = greatest(0, least(g.refunds + g.disputes - r.amount, r.fee))
      and (r.status = 'reversed') = (g.disputes > 0 and g.refunds + g.disputes >= r.amount + r.fee))
  union all
  select f.team_id, format('refund %s of %s is refunded; of what the processor calls %s, %s is gone', f.id, f.amount, f.processor_ref, c.amount)
    from card_refunds f left join charge_returns c on c.team_id = f.team_id and c.processor_ref = f.processor_ref
    where (p_team is null or f.team_id = p_team) and f.status = 'refunded' and c.amount is distinct from f.amount
  union all
  select f.team_id, format('refund %s of %s is %s, its transfer %s', f.id, f.amount, f.status,
      case when t.id is null then 'is missing' when t.waits then 'waits' else 'is resolved or another one' end)
    from card_refunds f left join lateral (
      select t.id, t.kind, t.debit, t.credit, t.phase, t.amount, t.refill_id,
        not exists (select from transfers x where x.team_id = t.team_id and x.pending_id = t.id) as waits
      from transfers t where t.team_id = f.team_id and t.id = f.pending_id
    ) t on true
    where (p_team is null or f.team_id = p_team)
      and (t.kind, t.debit, t.credit, t.phase, t.amount, t.refill_id, t.waits) is distinct from (
        'fund_reversal'::transfer_kind, 'card'::account_kind, 'postage'::account_kind, 'pending'::transfer_phase, f.amount, f.refill_id,
        f.status = 'processing')
  union all
  select r.team_id, format('refill %s: its allocations sum to %s, not to %s', r.id, sum(x.amount), r.amount)
    from refill_allocations x join refills r on r.team_id = x.team_id and r.id = x.refill_id
    where p_team is null or r.team_id = p_team group by r.team_id, r.id, r.amount having sum(x.amount) <> r.amount
  union all
  select l.team_id, format('label %s of %s on %s is %s: the ledger took %s and gave %s back', l.id, l.amount, l.carrier, l.status, t.taken, t.refunded)
    from labels l cross join lateral (
      select coalesce(sum(t.amount) filter (where t.kind = 'postage_print'), 0) as taken,
        coalesce(sum(t.amount) filter (where t.kind = 'postage_refund'), 0) as refunded
      from transfers t where t.team_id = l.team_id and t.label_id = l.id and t.phase = 'posted'
    ) t
    where (p_team is null or l.team_id = p_team) and (t.taken, t.refunded) is distinct from (
      case when l.charged_to = 'postage_balance' then l.amount else 0 end::numeric,
      case when l.status = 'refunded' then l.amount else 0 end::numeric)
$$;
