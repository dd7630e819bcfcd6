import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** Whether refills may be paid with a method. The default cannot be deactivated before another one is the default. */
export async function setPaymentMethodActive(
  { teamId, id }: Principal,
  methodId: string,
  active: boolean,
): Promise<'done' | 'forbidden' | 'not_found' | 'is_default'> {
  if (!isUuid(methodId)) return 'not_found'
  const [{ answer }] = await database().sql<[{ answer: 'done' | 'forbidden' | 'not_found' | 'is_default' }]>`
    select set_payment_method_active(
      p_team => ${teamId}, p_actor => ${id}, p_method => ${methodId}, p_active => ${active}) as answer`
  return answer
}
