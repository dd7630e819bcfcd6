import { database } from '../../db/client'
import type { RefillName } from '../payments/payment-event'

/** A refill by card; `total` is what its card had to pay, postage and fee, in cents. */
type ReportedRefill = RefillName & { total: number }

/** The refill that a processor reports on; null if this installation has no such refill. */
export async function findReportedRefill({ teamId, refillId }: RefillName): Promise<ReportedRefill | null> {
  const [refill] = await database().sql<ReportedRefill[]>`
    select team_id as "teamId", id as "refillId", amount + fee as total from refills
    where team_id = ${teamId} and id = ${refillId} and payment_method_type = 'credit_card'`
  return refill ?? null
}
