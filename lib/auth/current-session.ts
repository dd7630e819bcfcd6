import { cookies } from 'next/headers'
import type { Waiter } from '../../db/queries/waiting-labels'
import type { Member } from './current-member'
import { hashSessionToken, sessionCookieName } from './session-cookie'

/** The member with the session that asks, for what belongs to one session alone. */
export async function waiterOf({ teamId, userId }: Pick<Member, 'teamId' | 'userId'>): Promise<Waiter> {
  const token = (await cookies()).get(sessionCookieName())?.value ?? ''
  return { teamId, userId, sessionHash: hashSessionToken(token) }
}
