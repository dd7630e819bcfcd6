import { database } from '../../db/client'
import { settleCharge, type ChargeName } from './settle-charge'

/**
 * Records the total that has gone back to the card of a charge, postage and fee together, in cents. What is new of it is
 * taken out of the balance. Totals may come twice and in any order. Rules: db/functions/44-processor-refunds.sql.
 */
export async function recordProcessorRefund(
  charge: ChargeName,
  totalRefunded: number,
): Promise<'recorded' | 'unchanged'> {
  await settleCharge(charge)
  const [{ outcome }] = await database().sql<[{ outcome: 'recorded' | 'unchanged' | 'not_posted' }]>`
    select record_processor_refund(
      p_team => ${charge.teamId}, p_refill => ${charge.refillId}, p_total => ${totalRefunded}) as outcome`
  if (outcome === 'not_posted') throw new Error(`refill ${charge.refillId} was refunded and is not posted`)
  return outcome
}
