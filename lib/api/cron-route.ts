import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '../env'
import { countByAddress } from '../security/limits'
import { recordSecurityEvent } from '../security/record-event'
import { routeHandlers } from './route-handlers'
import { succeed, refuse, rateLimited, type Refused } from './outcome'
import { respond } from './problem'

/**
 * The handlers of a route that a scheduler calls on a platform without long-lived processes (Vercel). The scheduler
 * sends GET with CRON_SECRET as the bearer token. If that variable is unset, the route does not exist.
 */
export function cronRoute(work: () => Promise<Record<string, unknown>>) {
  return routeHandlers({
    async GET(request, requestId) {
      const { cronSecret } = env()
      if (cronSecret === null) return respond(refuse('not_found'), requestId)
      if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${cronSecret}`)) {
        return respond(refuseSecret(request, requestId), requestId)
      }
      return respond(succeed(await work()), requestId)
    },
  })
}

/** The right secret is never limited. Only wrong ones are counted. */
function refuseSecret(request: Request, requestId: string): Refused {
  const limit = countByAddress('cron')
  recordSecurityEvent('cron_refused', {
    reason: request.headers.has('authorization') ? 'wrong_secret' : 'no_secret',
    requestId,
  })
  if (!limit.ok)
    return rateLimited('This address has sent too many requests without the right secret.', limit.retryAfter)
  return refuse('unauthenticated', { headers: { 'WWW-Authenticate': 'Bearer' } })
}

const isSame = (given: string, expected: string) => timingSafeEqual(digest(given), digest(expected))
const digest = (text: string) => createHash('sha256').update(text).digest()
