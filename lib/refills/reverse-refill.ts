import { database } from '../../db/client'
import { readToldWords } from '../payments/read-told'
import { settleToldCharge, type ToldCharge } from './settle-told-charge'

/** The card's bank took the money back (a chargeback). Rules: db/functions/42-reverse-refill.sql. */
export async function reverseRefill(charge: ToldCharge, reason: string): Promise<'reversed' | 'unchanged'> {
  await settleToldCharge(charge)
  const [{ outcome }] = await database().sql<[{ outcome: 'reversed' | 'unchanged' }]>`
    select reverse_refill(
      p_team => ${charge.teamId}, p_refill => ${charge.refillId}, p_reason => ${readToldWords(reason)}) as outcome`
  return outcome
}
