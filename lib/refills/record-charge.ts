import { database } from '../../db/client'
import type { ReportedCharge } from '../payments/payment-event'

export type RecordedCharge = 'recorded' | 'duplicate' | 'other_amount' | 'not_charged' | 'unknown'

/**
 * Records a charge as the processor has reported it, with its refunds and disputes, in any order and any number of times.
 * `readAt` is the database's time just before the processor was asked. Rules: db/functions/44-record-charge.sql.
 */
export async function recordCharge(charge: ReportedCharge, readAt: string): Promise<RecordedCharge> {
  const { sql } = database()
  const { teamId, refillId, processorRef, amount, returns } = charge
  const [{ outcome }] = await sql<[{ outcome: RecordedCharge }]>`
    select record_charge(
      p_team => ${teamId}, p_refill => ${refillId}, p_charge => ${processorRef}, p_charged => ${amount},
      p_returns => ${returns && sql.json(returns)}, p_read_at => ${readAt}) as outcome`
  return outcome
}
