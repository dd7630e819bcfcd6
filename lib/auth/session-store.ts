import { DrizzleAdapter } from '@auth/drizzle-adapter'
import type { Adapter } from 'next-auth/adapters'
import { database } from '../../db/client'
import { identities, sessions, users } from '../../db/schema'
import { env } from '../env'
import { hashSessionToken } from './session-cookie'

/**
 * The adapter that stores people and sessions for the sign-in library. It is stricter than the library's own in five
 * places. Session tokens are stored hashed. A deactivated person gets no session. Neither an email address nor an open
 * session links an identity to an existing person: an unknown issuer and subject is a new person. Of the provider's
 * tokens only the ID token is stored (`provisionMember`).
 */
export function sessionStore(): Adapter {
  const store = DrizzleAdapter(database().orm, {
    usersTable: users,
    accountsTable: identities,
    sessionsTable: sessions,
  })
  return {
    ...store,
    getUserByEmail: async () => null,
    // Pages read sessions themselves (current-member.ts); the library would only use one to link a new identity to it.
    getSessionAndUser: async () => null,
    async createSession(session) {
      const { seconds, idleSeconds } = env().session
      const [{ expires }] = await database().sql<[{ expires: Date | null }]>`
        select open_session(
          p_token => ${hashSessionToken(session.sessionToken)}, p_user => ${session.userId}, p_seconds => ${seconds},
          p_idle_seconds => ${idleSeconds}) as expires`
      if (!expires) throw new Error('the person was deactivated while they signed in')
      return { ...session, expires }
    },
    updateSession: async () => null,
    deleteSession: async (token) => {
      await store.deleteSession!(hashSessionToken(token))
    },
    async linkAccount(account) {
      // Other provider data is not needed here. `provisionMember` stores the ID token and limits its size.
      const { userId, type, provider, providerAccountId } = account
      await store.linkAccount!({ userId, type, provider, providerAccountId })
    },
  }
}
