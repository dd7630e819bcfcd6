import { database } from '../client'

export type Dispute = {
  /** The processor's id of it. */
  ref: string
  /** Cents: what was disputed, and what is gone now. */
  claimed: number
  amount: number
  state: 'open' | 'won' | 'lost'
  reason: string | null
  createdAt: Date
}

/** The disputes of a refill's payments, oldest first. */
export async function listDisputes(teamId: number, refillId: string): Promise<Dispute[]> {
  return database().sql<Dispute[]>`
    select c.processor_ref as ref, c.claimed, c.amount, c.state, c.reason, c.created_at as "createdAt"
    from charge_returns c where c.team_id = ${teamId} and c.refill_id = ${refillId} and c.kind = 'dispute'
    order by c.created_at, c.processor_ref`
}

export type SecondPayment = {
  refillId: string
  /** The refill's reference. */
  reference: string
  methodLabel: string
  /** Cents: what was charged, and what has gone back of it. */
  amount: number
  returned: number
  createdAt: Date
}

/**
 * Second payments for refills that had been charged before, newest first: of one refill, or those of the last seven days
 * and those that are not back yet.
 */
export async function listSecondPayments(teamId: number, refillId?: string): Promise<SecondPayment[]> {
  const { sql } = database()
  return sql<SecondPayment[]>`
    select d.refill_id as "refillId", r.reference, r.payment_method_label as "methodLabel", d.amount, d.returned,
      d.created_at as "createdAt"
    from duplicate_charges d join refills r on r.team_id = d.team_id and r.id = d.refill_id
    where d.team_id = ${teamId}
      and ${refillId === undefined ? sql`(d.created_at > now() - interval '7 days' or d.ask_at is not null)` : sql`d.refill_id = ${refillId}`}
    order by d.created_at desc, d.processor_ref`
}
