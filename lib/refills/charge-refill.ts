import { database } from '../../db/client'
import type { ChargeOutcome } from '../payments/card-processor'
import { cardProcessor } from '../payments/processor'

type Due = { total: number; card: string; status: string }

/**
 * Asks the processor to charge a refill that is processing, under the refill's id, and records the answer. An unknown
 * outcome records nothing: the refill keeps its room and is asked about again (`resolveDueRefills`).
 */
export async function chargeRefill(teamId: number, refillId: string): Promise<void> {
  const [due] = await database().sql<Due[]>`
    select r.amount + r.fee as total, m.processor_ref as card, r.status
    from refills r join payment_methods m on m.team_id = r.team_id and m.id = r.payment_method_id
    where r.team_id = ${teamId} and r.id = ${refillId} and r.status = 'processing'`
  if (!due) return
  await recordOutcome(teamId, refillId, await cardProcessor().charge({ idempotencyKey: refillId, ...due }))
}

/** Records what the processor said. Whoever is first records it; for everybody after, nothing changes. */
export async function recordOutcome(teamId: number, refillId: string, outcome: ChargeOutcome): Promise<void> {
  const { sql } = database()
  if (outcome.status === 'succeeded') {
    await sql`select settle_refill(${teamId}, ${refillId}, ${outcome.processorRef})`
  } else if (outcome.status === 'declined') {
    await sql`select fail_refill(${teamId}, ${refillId}, ${outcome.code}, ${outcome.message})`
  }
}
