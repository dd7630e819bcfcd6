import { cookies } from 'next/headers'
import type { SessionOwner } from '../../db/queries/waiting-labels'
import type { Member } from './current-member'
import { hashSessionToken, sessionCookieName } from './session-cookie'

/** The member with the session that asks, for what belongs to one session alone. */
export async function sessionOwnerOf({ teamId, userId }: Pick<Member, 'teamId' | 'userId'>): Promise<SessionOwner> {
  const token = (await cookies()).get(sessionCookieName())?.value ?? ''
  return { teamId, userId, sessionHash: hashSessionToken(token) }
}
