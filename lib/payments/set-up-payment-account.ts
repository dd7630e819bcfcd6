import { database } from '../../db/client'
import type { Principal } from '../auth/principal'

/** Lets refills be paid from the Reserve Account, or from Purchase Power where the operator has granted credit. */
export async function setUpPaymentAccount(
  { teamId, id }: Principal,
  type: 'reserve_account' | 'purchase_power',
): Promise<'done' | 'forbidden' | 'known' | 'no_limit'> {
  const [{ answer }] = await database().sql<[{ answer: 'done' | 'forbidden' | 'known' | 'no_limit' }]>`
    select set_up_payment_account(p_team => ${teamId}, p_actor => ${id}, p_type => ${type}) as answer`
  return answer
}
