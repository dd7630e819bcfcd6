import { database } from '../../db/client'
import { settleCharge, type ChargeName } from './settle-charge'

/**
 * Records what the processor says of a charge to have gone back to its card in all, postage and fee together, in cents: what we do
 * not know of yet is taken back. It may be told twice, and out of order. Rules: db/functions/44-processor-refunds.sql.
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
