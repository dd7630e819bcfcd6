import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Role } from '../auth/rules/permissions'
import type { Principal } from '../auth/principal'
import { env } from '../env'

/**
 * Makes a member admin or staff, from their next request on. The last admin cannot become staff. If the identity
 * provider sets roles (OIDC_ADMIN_GROUP), nothing changes, because the next sign-in would set the role again.
 */
export async function changeRole(
  { teamId, id }: Principal,
  userId: string,
  role: Role,
): Promise<'done' | 'forbidden' | 'not_found' | 'last_admin' | 'provider_decides'> {
  if (env().oidc.adminGroup !== null) return 'provider_decides'
  if (!isUuid(userId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'forbidden' | 'not_found' | 'last_admin' }]>`
    select set_member_role(p_team => ${teamId}, p_actor => ${id}, p_user => ${userId}, p_role => ${role}) as outcome`
  return outcome
}

/**
 * Activates or deactivates a member, from the next request on. Signing in again does not change it. The last admin
 * cannot be deactivated.
 */
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
