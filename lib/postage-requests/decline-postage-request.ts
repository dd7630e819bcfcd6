import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** Declines an open request with a reason of 1 to 200 characters. `not_open`: somebody decided or withdrew it before. */
export async function declinePostageRequest(
  { teamId, id }: Principal,
  requestId: string,
  reason: string,
): Promise<'done' | 'forbidden' | 'not_found' | 'not_open'> {
  if (!isUuid(requestId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'forbidden' | 'not_found' | 'not_open' }]>`
    select decline_postage_request(
      p_team => ${teamId}, p_actor => ${id}, p_request => ${requestId}, p_reason => ${reason}) as outcome`
  return outcome
}
