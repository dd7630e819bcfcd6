import { database } from '../../db/client'
import type { ReportedCharge } from '../payments/payment-event'

/** Names a charge and its refill; settling needs no amount. */
export type ChargeName = Omit<ReportedCharge, 'amount'>

/** Records that a refill was charged, once. What is reported of a charge may arrive before the charge was recorded. */
export async function settleCharge({ teamId, refillId, processorRef }: ChargeName): Promise<void> {
  await database().sql`select settle_refill(
    p_team => ${teamId}, p_refill => ${refillId}, p_processor_ref => ${processorRef})`
}
