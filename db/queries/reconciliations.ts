import { database } from '../client'

/** What one payment has moved by one side's books, in cents: charged, and gone back to the card (refunds and disputes, less what came again). */
export type Moved = { charged: number; returned: number }

/** A payment that is on one side only (the other one is null), or not the same on both. */
export type Difference = {
  /** Stripe's name for the payment; null where the ledger has none. */
  payment: string | null
  team: number | null
  refill: string | null
  /** The refill's reference, as people read it. */
  reference: string | null
  stripe: Moved | null
  ledger: Moved | null
  /** Other payments for the same refill, by Stripe's names. */
  others?: string[]
}

export type Reconciliation = {
  startedAt: Date
  finishedAt: Date
  since: Date
  compared: number
  differences: Difference[]
  error: string | null
}

/** What came out when Stripe's books were laid beside the ledger last; null before the first time. */
export async function readLastReconciliation(): Promise<Reconciliation | null> {
  const [last] = await database().sql<Reconciliation[]>`
    select started_at as "startedAt", finished_at as "finishedAt", since, compared, differences, error
    from reconciliations order by id desc limit 1`
  return last ?? null
}

/** The differences of the last comparison that could be made; none before the first time. */
export async function readLastComparison(): Promise<Difference[]> {
  const [last] = await database().sql<{ differences: Difference[] }[]>`
    select differences from reconciliations where error is null order by id desc limit 1`
  return last?.differences ?? []
}

export type LedgerPayment = Moved & {
  team: number
  refill: string
  reference: string
  payment: string | null
  /** Second payments for it, by the processor's names. Their money is in the sums. */
  duplicates: string[]
  /** Whether its answer is being waited for, so that the other side may be ahead. */
  isSettling: boolean
}

/** What the ledger says of refills by cards at Stripe: of all that moved since then, and of these payments and refills. */
export async function readCardPayments(since: Date, payments: string[], refills: string[]): Promise<LedgerPayment[]> {
  const { sql } = database()
  return sql<LedgerPayment[]>`
    with wanted as (
      select t.team_id, t.refill_id as id from transfers t
      where t.created_at >= ${since} and t.refill_id is not null and t.phase in ('posted', 'post') and 'card' in (t.debit, t.credit)
      union
      select r.team_id, r.id from refills r
      where r.processor_ref in (select p from jsonb_array_elements_text(${sql.json(payments)}) p)
        or r.id in (select p::uuid from jsonb_array_elements_text(${sql.json(refills)}) p)
      union
      select d.team_id, d.refill_id from duplicate_charges d
      where d.processor_ref in (select p from jsonb_array_elements_text(${sql.json(payments)}) p)
    )
    select r.team_id as team, r.id as refill, r.reference, r.processor_ref as payment, d.refs as duplicates,
      (coalesce(sum(t.amount) filter (where t.credit = 'card' and t.kind in ('postage_fund', 'held_fund', 'fee')), 0)
        + d.amount)::bigint as charged,
      (coalesce(sum(t.amount) filter (where t.debit = 'card'), 0) + d.returned
        - coalesce(sum(t.amount) filter (where t.credit = 'card' and t.kind in ('fund_reinstated', 'fee_reinstated')), 0))::bigint as returned,
      (r.status = 'processing' and r.created_at > now() - interval '15 minutes') or exists (
        select from card_refunds c where c.team_id = r.team_id and c.refill_id = r.id and c.status = 'processing'
          and c.created_at > now() - interval '15 minutes') as "isSettling"
    from wanted w
    join refills r on r.team_id = w.team_id and r.id = w.id
    join payment_methods m on m.team_id = r.team_id and m.id = r.payment_method_id and m.processor_ref like 'pm\\_%'
    cross join lateral (
      select coalesce(sum(c.amount), 0) as amount, coalesce(sum(least(c.returned, c.amount)), 0) as returned,
        coalesce(jsonb_agg(c.processor_ref order by c.processor_ref), '[]') as refs
      from duplicate_charges c where c.team_id = r.team_id and c.refill_id = r.id) d
    left join transfers t on t.team_id = r.team_id and t.refill_id = r.id and t.phase in ('posted', 'post') and 'card' in (t.debit, t.credit)
    where not is_of_test_round(p_team => r.team_id, p_created_at => r.created_at)
    group by r.team_id, r.id, d.amount, d.returned, d.refs`
}
