import { database } from '../db/client'
import { testCardLabel } from '../lib/payments/add-test-card'

const YEARS_VALID = 4

/** Adds a card of the test processor to a team and prints the payment method's id. */
export async function addTestCard(teamId: number, reference: string, makeDefault: boolean): Promise<string> {
  const [{ id }] = await database().sql<[{ id: string }]>`
    select add_payment_method(
      p_team => ${teamId}, p_type => 'credit_card', p_label => ${testCardLabel(reference)},
      p_processor_ref => ${reference}, p_expires_month => 12::smallint,
      p_expires_year => ${new Date().getFullYear() + YEARS_VALID}::smallint, p_default => ${makeDefault}) as id`
  return id
}
