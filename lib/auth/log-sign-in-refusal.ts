import { isDatabaseAway } from '../rules/errors'
import { log } from '../log'
import { recordSecurityEvent } from '../security/record-event'
import { cleanText } from '../text/rules/read-text'

/** Reasons that say all there is to know. Behind any other may be a fault of ours or of the provider's: its cause is logged, too. */
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

/** Takes what the sign-in library says when it lets nobody in: one event with its reason, and no stack for what strangers can cause. */
export function logSignInRefusal(error: Error): void {
  const { reason, said } = describeRefusal(error)
  const isFirst = recordSecurityEvent('sign_in_refused', { reason, said })
  if (isFirst && !CLEAR.has(reason)) log.error({ err: error, reason }, 'a sign-in failed')
}

/** Why a sign-in did not come to its end: a word of ours, and what the provider said where it said something. */
export function describeRefusal(error: Error): { reason: string; said: string | null } {
  const chain = causesOf(error)
  const said = chain.map(({ error: word }) => word).find((word) => typeof word === 'string')
  return { reason: reasonIn(chain), said: said === undefined ? null : cleanText(said, { longest: 60 }) }
}

function reasonIn(chain: Caused[]): string {
  const types = new Set(chain.map(({ type, name }) => type ?? name))
  const codes = chain.map(({ code }) => code).filter((code) => typeof code === 'string')
  if (chain.some((each) => isDatabaseAway(each) && codes.some((code) => !code.startsWith('E')))) return 'database_away'
  // Its cookie is missing, over a quarter of an hour old, or another's: whoever has not begun here cannot come back here.
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
