import { isDatabaseAway } from '../rules/errors'
import { log } from '../log'
import { recordSecurityEvent } from '../security/record-event'
import { cleanText } from '../text/rules/read-text'

/**
 * Reasons that need no details. Any other reason can be a fault of ours or of the provider, so its cause is logged too.
 */
const CLEAR: ReadonlySet<string> = new Set([
  'no_start',
  'provider_refused',
  'code_refused',
  'not_admitted',
  'database_away',
  'provider_away',
])

type Caused = {
  name?: unknown
  type?: unknown
  code?: unknown
  message?: unknown
  error?: unknown
  cause?: unknown
  err?: unknown
}

/**
 * Logs a refused sign-in of the sign-in library: one event with its reason, and no stack trace for what strangers can
 * cause.
 */
export function logSignInRefusal(error: Error): void {
  const { reason, said } = describeRefusal(error)
  const isFirst = recordSecurityEvent('sign_in_refused', { reason, said })
  if (isFirst && !CLEAR.has(reason)) log.error({ err: error, reason }, 'a sign-in failed')
}

/** Why a sign-in failed: our reason code, and the provider's error if it sent one. */
export function describeRefusal(error: Error): { reason: string; said: string | null } {
  const chain = causesOf(error)
  const said = chain.map(({ error: word }) => word).find((word) => typeof word === 'string')
  return { reason: reasonIn(chain), said: said === undefined ? null : cleanText(said, { longest: 60 }) }
}

function reasonIn(chain: Caused[]): string {
  const types = new Set(chain.map(({ type, name }) => type ?? name))
  const codes = chain.map(({ code }) => code).filter((code) => typeof code === 'string')
  if (chain.some((each) => isDatabaseAway(each) && codes.some((code) => !code.startsWith('E')))) return 'database_away'
  // The cookie is missing, older than 15 minutes, or from another sign-in: a sign-in must end in the browser where it
  // began.
  if (types.has('InvalidCheck')) return 'no_start'
  if (types.has('OAuthCallbackError')) return 'provider_refused'
  if (types.has('AccessDenied')) return 'not_admitted'
  if (codes.includes('OAUTH_RESPONSE_BODY_ERROR')) return 'code_refused'
  if (chain.some(({ message, name }) => message === 'fetch failed' || name === 'TimeoutError')) return 'provider_away'
  const code = codes.find((each) => each.startsWith('OAUTH_'))
  return code === undefined ? 'failed' : `provider_answer (${code.toLowerCase()})`
}

/** The library puts causes into `cause`, and into `cause.err`. */
function causesOf(error: unknown, depth = 0): Caused[] {
  if (typeof error !== 'object' || error === null || depth > 8) return []
  const one = error as Caused
  return [one, ...causesOf(one.cause, depth + 1), ...(one.err instanceof Error ? causesOf(one.err, depth + 1) : [])]
}
