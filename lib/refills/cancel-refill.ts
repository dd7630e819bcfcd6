import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'
import { cardProcessor } from '../payments/processor'
import { recordChargeOutcome } from './charge-refill'
import { readCharge } from './read-charge'

export type CancelRefillOutcome =
  /** Nobody can confirm it any more, and nothing was charged. */
  | 'canceled'
  /** It was paid before: its postage is in the balance. */
  | 'paid'
  /** It was declined before. */
  | 'declined'
  /** It was confirmed before, and its payment is on its way. */
  | 'under_way'
  /** The processor did not answer. Nothing has changed. */
  | 'unknown'
  /** Another outcome was recorded before, or no confirmation was asked for. */
  | 'not_waiting'
  | 'forbidden'
  | 'not_found'

/**
 * Cancels a refill that waits for the confirmation of its card's bank: first at the processor, so that nobody can pay it
 * any more, then here. Only for admins. Rules: db/functions/42-cancel-refill.sql.
 */
export async function cancelRefill({ teamId, id }: Principal, refillId: string): Promise<CancelRefillOutcome> {
  if (!isUuid(refillId)) return 'not_found'
  const { sql } = database()
  const [{ checked }] = await sql<[{ checked: 'waiting' | 'not_waiting' | 'forbidden' | 'not_found' }]>`
    select check_cancel_refill(p_team => ${teamId}, p_actor => ${id}, p_refill => ${refillId}) as checked`
  if (checked !== 'waiting') return checked
  const charge = await readCharge(teamId, refillId)
  if (!charge) return 'not_waiting'
  const outcome = await cardProcessor().cancelConfirmation(charge)
  if (outcome.status === 'canceled') {
    const [{ canceled }] = await sql<[{ canceled: 'canceled' | 'not_waiting' | 'forbidden' | 'not_found' }]>`
      select cancel_refill(p_team => ${teamId}, p_actor => ${id}, p_refill => ${refillId}) as canceled`
    return canceled
  }
  if (outcome.status === 'under_way' || outcome.status === 'unknown') return outcome.status
  await recordChargeOutcome(teamId, refillId, outcome)
  return outcome.status === 'succeeded' ? 'paid' : 'declined'
}
