import { database } from '../db/client'
import { testCardLabel } from '../lib/payments/add-test-card'

const YEARS_VALID = 4

/** Adds a card of the test processor to a team and answers the payment method's id. */
export async function addTestCard(teamId: number, reference: string, makeDefault: boolean): Promise<string> {
  const [{ id }] = await database().sql<[{ id: string }]>`
    select add_payment_method(${teamId}, 'credit_card', ${testCardLabel(reference)}, ${reference},
      12::smallint, ${new Date().getFullYear() + YEARS_VALID}::smallint, ${makeDefault}) as id`
  return id
}
