import { cookies } from 'next/headers'
import { database } from '../../db/client'
import { env } from '../env'
import { recordSecurityEvent } from '../security/record-event'
import { readEndSessionEndpoint } from './provider-metadata'
import { hashSessionToken, sessionCookieName } from './session-cookie'
import { signOut } from './sign-in'

/**
 * Ends the session here, and returns the URL where the provider ends its own session (RP-initiated logout). Returns
 * `/sign-in` if the provider has no such URL or does not respond. The session's row is deleted first.
 */
export async function endSession(): Promise<string> {
  const token = (await cookies()).get(sessionCookieName())?.value
  const ended = token ? await readSession(token) : null
  await signOut({ redirect: false })
  if (ended) recordSecurityEvent('sign_out', { userId: ended.userId })
  const atProvider = await readEndSessionEndpoint()
  if (!atProvider) return '/sign-in'
  const { authUrl, oidc } = env()
  const url = new URL(atProvider)
  url.searchParams.set('client_id', oidc.clientId)
  url.searchParams.set('post_logout_redirect_uri', `${authUrl}/sign-in`)
  if (ended?.idToken) url.searchParams.set('id_token_hint', ended.idToken)
  return url.href
}

async function readSession(token: string): Promise<{ userId: string; idToken: string | null } | null> {
  const [found] = await database().sql<{ userId: string; idToken: string | null }[]>`
    select s.user_id as "userId", i.id_token as "idToken" from sessions s left join identities i on i.user_id = s.user_id
    where s.session_token = ${hashSessionToken(token)} limit 1`
  return found ?? null
}
