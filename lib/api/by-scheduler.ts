import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '../env'
import { byMethod } from './by-method'
import { answer, refuse } from './outcome'
import { respond } from './problem'

/**
 * The exports of a route that a scheduler calls where no process lives long enough to run a job (Vercel): by GET, with
 * CRON_SECRET as its bearer. Without that variable there is no such route.
 */
export function byScheduler(work: () => Promise<Record<string, unknown>>) {
  return byMethod({
    async GET(request, requestId) {
      const { cronSecret } = env()
      if (cronSecret === null) return respond(refuse('not_found'), requestId)
      if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${cronSecret}`)) {
        return respond(refuse('unauthenticated', { headers: { 'WWW-Authenticate': 'Bearer' } }), requestId)
      }
      return respond(answer(await work()), requestId)
    },
  })
}

const isSame = (given: string, expected: string) => timingSafeEqual(digest(given), digest(expected))
const digest = (text: string) => createHash('sha256').update(text).digest()
