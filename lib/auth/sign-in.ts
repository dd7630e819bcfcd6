import NextAuth, { customFetch, type NextAuthConfig, type NextAuthResult } from 'next-auth'
import { env } from '../env'
import { log } from '../log'
import { recordSecurityEvent } from '../security/record-event'
import { provisionMember, identityKey } from './provision-member'
import { type Claims, readEmail, readName, readSubject } from './read-person'
import { rememberPerson } from './person-cookie'
import { fetchFromProvider } from './provider-metadata'
import { cookieName, isSecure, sessionCookieName } from './session-cookie'
import { sessionStore } from './session-store'
import { logSignInRefusal } from './log-sign-in-refusal'
import { checkSignIn } from './check-sign-in'

const result: NextAuthResult = NextAuth(() => configuration())

/** The library's routes under /api/auth, and the two verbs that start and end a session. Nothing else imports next-auth. */
export const { handlers, signIn, signOut } = result

function configuration(): NextAuthConfig {
  const { authSecret, oidc, session } = env()
  const cookie = (name: string) => ({
    name: cookieName(name),
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecure() },
  })
  return {
    secret: authSecret,
    trustHost: true,
    adapter: sessionStore(),
    // A session ends after this time in any case. There is no silent renewal.
    session: { strategy: 'database', maxAge: session.seconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: { ...cookie('session'), name: sessionCookieName() },
      callbackUrl: cookie('callback-url'),
      csrfToken: cookie('csrf'),
      pkceCodeVerifier: cookie('pkce'),
      state: cookie('state'),
      nonce: cookie('nonce'),
    },
    providers: [
      {
        id: 'sso',
        name: 'SSO',
        type: 'oidc',
        issuer: oidc.issuer,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        checks: ['pkce', 'state', 'nonce'],
        // Providers that keep to the standard put e-mail and groups into userinfo only.
        idToken: false,
        [customFetch]: fetchFromProvider,
        authorization: { params: { scope: 'openid email profile' } },
        // If the subject cannot be read, the callback below refuses before anything is stored.
        profile: (claims: Claims) => ({
          id: identityKey(readSubject(claims) ?? ''),
          name: readName(claims),
          email: readEmail(claims),
        }),
      },
    ],
    callbacks: {
      // Before a session is made; an address is where the person is led instead.
      signIn: async ({ profile }) => {
        const refused = await checkSignIn((profile ?? {}) as Claims)
        if (refused !== null) recordSecurityEvent('sign_in_refused', { reason: refused })
        return refused === null || `/sign-in?error=${refused}`
      },
    },
    events: {
      async signIn({ user, account, profile }) {
        if (!user.id || !profile) throw new Error('a sign-in without a person or claims')
        await provisionMember(user.id, profile as Claims, account?.id_token ?? null)
        recordSecurityEvent('sign_in', { userId: user.id })
        await rememberPerson(user.id)
      },
    },
    logger: {
      error: logSignInRefusal,
      warn: (code) => log.debug({ code }, 'sign-in warning'),
      debug: () => {},
    },
  }
}
