import type { Sql } from '../../../db/client'
import type { ChargeReturn } from '../../payments/payment-event'

/** A refund in the processor's dashboard, as it reports it. Cents; `amount` is what is gone now. */
export const refundOf = (ref: string, amount: number, more: Partial<ChargeReturn> = {}): ChargeReturn => ({
  ref,
  kind: 'refund',
  amount,
  claimed: amount,
  state: amount > 0 ? 'succeeded' : 'failed',
  reason: null,
  refund: null,
  ...more,
})

/** A dispute, as the processor reports it. Cents; `amount` is what is gone now: 0 once it was won. */
export const disputeOf = (ref: string, amount: number, more: Partial<ChargeReturn> = {}): ChargeReturn => ({
  ref,
  kind: 'dispute',
  amount,
  claimed: amount,
  state: amount > 0 ? 'open' : 'won',
  reason: 'fraudulent',
  refund: null,
  ...more,
})

/**
 * Records a charge as a processor reports it, with everything that was taken back of it, read now or `readAt`. The charge
 * is the refill's own, or one of this name.
 */
export async function reportCharge(
  sql: Sql,
  teamId: number,
  refillId: string,
  returns: ChargeReturn[],
  { charge = 'charge', readAt = null }: { charge?: string; readAt?: string | null } = {},
): Promise<string> {
  const [{ outcome }] = await sql<[{ outcome: string }]>`
    select record_charge(
      p_team => ${teamId}, p_refill => ${refillId}, p_charge => coalesce(r.processor_ref, ${charge}),
      p_charged => r.amount + r.fee, p_returns => ${sql.json(returns)},
      p_read_at => coalesce(${readAt}::timestamptz, clock_timestamp())) as outcome
    from refills r where r.team_id = ${teamId} and r.id = ${refillId}`
  return outcome
}

/** The cardholder's bank has taken the whole charge back. */
export async function disputeRefill(sql: Sql, teamId: number, refillId: string): Promise<void> {
  const [{ total }] = await sql<[{ total: number }]>`
    select amount + fee as total from refills where team_id = ${teamId} and id = ${refillId}`
  await reportCharge(sql, teamId, refillId, [disputeOf(`du-${refillId}`, total)])
}
