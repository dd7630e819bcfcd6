import { database } from '../client'
import type { SessionOwner } from './waiting-labels'

export type OpenSession = { isThis: boolean; createdAt: Date; lastSeenAt: Date; expires: Date }

/** The sessions in which a person is signed in, the one that asks first, then by last activity. */
export async function listOpenSessions(
  { userId, sessionHash }: Pick<SessionOwner, 'userId' | 'sessionHash'>,
  idleSeconds: number,
): Promise<OpenSession[]> {
  return database().sql<OpenSession[]>`
    select session_token = ${sessionHash} as "isThis", created_at as "createdAt", last_seen_at as "lastSeenAt", expires
    from sessions
    where user_id = ${userId} and expires > now() and last_seen_at > now() - ${idleSeconds} * interval '1 second'
    order by 1 desc, last_seen_at desc, created_at desc limit 100`
}
