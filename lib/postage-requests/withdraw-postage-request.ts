import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** Withdraws the person’s own open request. `not_open`: somebody decided or withdrew it before. */
export async function withdrawPostageRequest(
  { teamId, id }: Principal,
  requestId: string,
): Promise<'done' | 'not_found' | 'not_open'> {
  if (!isUuid(requestId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'not_found' | 'not_open' }]>`
    select withdraw_postage_request(p_team => ${teamId}, p_actor => ${id}, p_request => ${requestId}) as outcome`
  return outcome
}
