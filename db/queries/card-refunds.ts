import { database, type Sql } from '../client'

export type CardRefund = {
  id: string
  amount: number
  status: 'processing' | 'refunded' | 'failed'
  reason: string
  performedBy: string
  failureMessage: string | null
  createdAt: Date
  settledAt: Date | null
}

const columns = (sql: Sql) => sql`
  f.id, f.amount, f.status, f.reason, f.actor_name as "performedBy", f.failure_message as "failureMessage",
  f.created_at as "createdAt", f.settled_at as "settledAt"`

/** Postage of a refill that somebody has sent back to its card, newest first. Amounts in cents. */
export async function listCardRefunds(teamId: number, refillId: string): Promise<CardRefund[]> {
  const { sql } = database()
  return sql<CardRefund[]>`
    select ${columns(sql)} from card_refunds f where f.team_id = ${teamId} and f.refill_id = ${refillId} order by f.created_at desc, f.id`
}

/** One of them; null for none of the team. */
export async function findCardRefund(teamId: number, id: string): Promise<CardRefund | null> {
  const { sql } = database()
  const [refund] = await sql<CardRefund[]>`
    select ${columns(sql)} from card_refunds f where f.team_id = ${teamId} and f.id = ${id}`
  return refund ?? null
}

export type Refundable = {
  /** Of the refill: what has neither gone back to its card nor is on its way there, in cents. */
  refundable: number
  /** What is in the balance, and what of that its card has paid. */
  available: number
  fromCard: number
  /** What of the refill may go back now. */
  most: number
  /** The processor's window is open until then. */
  until: Date
  open: boolean
}

/** What may go back to the card of a posted card refill; null for any other. `request_card_refund` decides. */
export async function readRefundable(teamId: number, refillId: string): Promise<Refundable | null> {
  const [found] = await database().sql<Refundable[]>`
    select x.refundable, available(p) as available, x.from_card as "fromCard", greatest(0, least(x.refundable, available(p), x.from_card)) as most,
      r.created_at + interval '180 days' as until, r.created_at >= clock_timestamp() - interval '180 days'
        and not is_of_test_round(p_team => r.team_id, p_created_at => r.created_at) as open
    from refills r
    join ledger_accounts p on p.team_id = r.team_id and p.kind = 'postage'
    cross join lateral (select greatest(0, r.amount - r.refunded - r.disputed - processing_refunds(
      p_team => r.team_id, p_refill => r.id)) as refundable,
      card_postage(p_team => r.team_id, p_method => r.payment_method_id) as from_card) x
    where r.team_id = ${teamId} and r.id = ${refillId} and r.status = 'posted' and r.payment_method_type = 'credit_card'`
  return found ?? null
}
