import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** Whether a member may come in, from their next request on. Signing in again changes nothing about it. Never the last admin. */
export async function setMemberActive(
  { teamId, id }: Principal,
  userId: string,
  active: boolean,
): Promise<'done' | 'forbidden' | 'not_found' | 'last_admin'> {
  if (!isUuid(userId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'forbidden' | 'not_found' | 'last_admin' }]>`
    select set_member_active(p_team => ${teamId}, p_actor => ${id}, p_user => ${userId}, p_active => ${active}) as outcome`
  return outcome
}
