import { database } from '../../db/client'
import type { ChargeOutcome } from '../payments/card-processor'
import { cardProcessor } from '../payments/processor'
import { cleanCode, cleanMessage } from '../payments/clean-message'
import { readCharge } from './read-charge'

/**
 * Has the processor charge a refill that is processing, under the refill's id, and records the outcome. An unknown outcome
 * records nothing: the refill keeps its room, and `resolveDueRefills` resolves it later.
 */
export async function chargeRefill(teamId: number, refillId: string): Promise<void> {
  const charge = await readCharge(teamId, refillId)
  if (charge) await recordChargeOutcome(teamId, refillId, await cardProcessor().charge(charge))
}

/**
 * Finds out what became of the charge of a refill that is processing, and records it. If the processor cannot tell, the
 * charge is repeated under the same key.
 */
export async function resolveRefill(teamId: number, refillId: string): Promise<void> {
  const charge = await readCharge(teamId, refillId)
  if (!charge) return
  const processor = cardProcessor()
  await recordChargeOutcome(teamId, refillId, (await processor.findCharge(charge)) ?? (await processor.charge(charge)))
}

/** Records the outcome of a charge. The first outcome counts; recording another one later changes nothing. */
export async function recordChargeOutcome(teamId: number, refillId: string, outcome: ChargeOutcome): Promise<void> {
  const { sql } = database()
  if (outcome.status === 'succeeded') {
    await sql`select settle_refill(
      p_team => ${teamId}, p_refill => ${refillId}, p_processor_ref => ${outcome.processorRef})`
  } else if (outcome.status === 'declined') {
    await sql`select fail_refill(
      p_team => ${teamId}, p_refill => ${refillId}, p_code => ${cleanCode(outcome.code)},
      p_message => ${cleanMessage(outcome.message)})`
  } else if (outcome.status === 'action_required') {
    await sql`select require_action(
      p_team => ${teamId}, p_refill => ${refillId}, p_action_ref => ${outcome.ref}, p_action_url => ${outcome.url})`
  }
}
