import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** Gives a payment method another name of 1 to 75 characters; receipts keep the name that it had. */
export async function renamePaymentMethod(
  { teamId, id }: Principal,
  methodId: string,
  label: string,
): Promise<'done' | 'forbidden' | 'not_found' | 'invalid'> {
  if (!isUuid(methodId)) return 'not_found'
  const [{ answer }] = await database().sql<[{ answer: 'done' | 'forbidden' | 'not_found' | 'invalid' }]>`
    select rename_payment_method(
      p_team => ${teamId}, p_actor => ${id}, p_method => ${methodId}, p_label => ${label}) as answer`
  return answer
}
