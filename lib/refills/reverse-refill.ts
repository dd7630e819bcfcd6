import { database } from '../../db/client'
import { cleanMessage } from '../payments/clean-message'
import { settleCharge, type ChargeName } from './settle-charge'

/** The card's bank took the money back (a chargeback). Rules: db/functions/42-reverse-refill.sql. */
export async function reverseRefill(charge: ChargeName, reason: string): Promise<'reversed' | 'unchanged'> {
  await settleCharge(charge)
  const [{ outcome }] = await database().sql<[{ outcome: 'reversed' | 'unchanged' }]>`
    select reverse_refill(
      p_team => ${charge.teamId}, p_refill => ${charge.refillId}, p_reason => ${cleanMessage(reason)}) as outcome`
  return outcome
}
