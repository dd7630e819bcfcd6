import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { isOtherMode } from './adopt-mode'
import { findTestCard, testCardReference } from './test-cards'

export type NewCard = { number: string; expiresMonth: number; expiresYear: number }

/**
 * Adds a card of the test processor to the admin's team. `unknown_number` for any number that the test processor does
 * not know; such a number is never stored. `other_mode` if the team's money is real. `known` if the same card with the same expiration date exists.
 */
export async function addTestCard(
  { teamId, id }: Principal,
  { number, expiresMonth, expiresYear }: NewCard,
): Promise<'done' | 'forbidden' | 'expired' | 'known' | 'unknown_number' | 'other_mode'> {
  const reference = testCardReference(number)
  if (reference === null) return 'unknown_number'
  if (await isOtherMode(teamId)) return 'other_mode'
  const label = testCardLabel(reference)
  const [{ answer }] = await database().sql<[{ answer: 'done' | 'forbidden' | 'expired' | 'known' }]>`
    select add_card(
      p_team => ${teamId}, p_actor => ${id}, p_label => ${label}, p_processor_ref => ${reference},
      p_expires_month => ${expiresMonth}::smallint, p_expires_year => ${expiresYear}::smallint) as answer`
  return answer
}

/** What a test card is called until somebody renames it: `Visa •••• 4242`. */
export function testCardLabel(reference: string): string {
  return `${findTestCard(reference)?.brand ?? 'Card'} •••• ${reference.slice(-4)}`
}
