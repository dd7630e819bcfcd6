import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** Revokes an API key for good: from the next request on it opens nothing. */
export async function revokeApiKey(
  { teamId, id }: Principal,
  keyId: string,
): Promise<'done' | 'forbidden' | 'not_found'> {
  if (!isUuid(keyId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'forbidden' | 'not_found' }]>`
    select revoke_api_key(p_team => ${teamId}, p_actor => ${id}, p_key => ${keyId}) as outcome`
  return outcome
}
