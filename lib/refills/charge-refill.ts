import { database } from '../../db/client'
import type { ChargeOutcome } from '../payments/card-processor'
import { cardProcessor } from '../payments/processor'
import { cleanCode, cleanMessage } from '../payments/clean-message'
import { readCharge } from './read-charge'

/**
 * Asks the processor to charge a refill that is processing, under the refill's id, and records the answer. An unknown
 * outcome records nothing: the refill keeps its room and is asked about again (`resolveDueRefills`).
 */
export async function chargeRefill(teamId: number, refillId: string): Promise<void> {
  const charge = await readCharge(teamId, refillId)
  if (charge) await recordOutcome(teamId, refillId, await cardProcessor().charge(charge))
}

/**
 * Asks the processor what became of a refill that is processing, and, where it asks for it, for the charge itself, under
 * the same key; records the answer.
 */
export async function resolveRefill(teamId: number, refillId: string): Promise<void> {
  const charge = await readCharge(teamId, refillId)
  if (!charge) return
  const processor = cardProcessor()
  await recordOutcome(teamId, refillId, (await processor.findCharge(charge)) ?? (await processor.charge(charge)))
}

/** Records what the processor said. Whoever is first records it; for everybody after, nothing changes. */
export async function recordOutcome(teamId: number, refillId: string, outcome: ChargeOutcome): Promise<void> {
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
