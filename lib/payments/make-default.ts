import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** Makes a payment method the one that refills are paid with unless another is chosen. An inactive one cannot be. */
export async function makeDefault(
  { teamId, id }: Principal,
  methodId: string,
): Promise<'done' | 'forbidden' | 'not_found' | 'inactive'> {
  if (!isUuid(methodId)) return 'not_found'
  const [{ answer }] = await database().sql<[{ answer: 'done' | 'forbidden' | 'not_found' | 'inactive' }]>`
    select make_payment_method_default(p_team => ${teamId}, p_actor => ${id}, p_method => ${methodId}) as answer`
  return answer
}
