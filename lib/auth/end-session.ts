import { cookies } from 'next/headers'
import { database } from '../../db/client'
import { env } from '../env'
import { log } from '../log'
import { hashSessionToken, sessionCookieName } from './session-cookie'
import { signOut } from './sign-in'

/**
 * Ends the session here, then says where the provider ends its own (RP-initiated logout); `/sign-in` where the provider
 * has no such place or does not answer. The session's row is gone before anybody else is asked.
 */
export async function endSession(): Promise<string> {
  const token = (await cookies()).get(sessionCookieName())?.value
  const idToken = token ? await readIdToken(token) : null
  await signOut({ redirect: false })
  const atProvider = await findEndSessionEndpoint()
  if (!atProvider) return '/sign-in'
  const { authUrl, oidc } = env()
  const url = new URL(atProvider)
  url.searchParams.set('client_id', oidc.clientId)
  url.searchParams.set('post_logout_redirect_uri', `${authUrl}/sign-in`)
  if (idToken) url.searchParams.set('id_token_hint', idToken)
  return url.href
}

async function readIdToken(token: string): Promise<string | null> {
  const [found] = await database().sql<{ id_token: string | null }[]>`
    select i.id_token from sessions s join identities i on i.user_id = s.user_id
    where s.session_token = ${hashSessionToken(token)} limit 1`
  return found?.id_token ?? null
}

async function findEndSessionEndpoint(): Promise<string | null> {
  const issuer = env().oidc.issuer.replace(/\/$/, '')
  try {
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(3_000) })
    const metadata = (await answer.json()) as { end_session_endpoint?: unknown }
    return typeof metadata.end_session_endpoint === 'string' ? metadata.end_session_endpoint : null
  } catch (error) {
    log.warn({ error }, 'the identity provider did not say where to sign out')
    return null
  }
}
