import { createHash, timingSafeEqual } from 'node:crypto'
import { byMethod } from '@/lib/api/by-method'
import { answer, refuse } from '@/lib/api/outcome'
import { respond } from '@/lib/api/problem'
import { env } from '@/lib/env'
import { resolveDueRefills } from '@/lib/refills/resolve-due-refills'

// Where no process lives long enough to run the refill job (Vercel), a scheduler calls this, which it does by GET.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byMethod({
  async GET(request, requestId) {
    const { cronSecret } = env()
    if (cronSecret === null) return respond(refuse('not_found'), requestId)
    if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${cronSecret}`)) {
      return respond(refuse('unauthenticated', { headers: { 'WWW-Authenticate': 'Bearer' } }), requestId)
    }
    return respond(answer({ asked: await resolveDueRefills() }), requestId)
  },
})

const isSame = (given: string, expected: string) => timingSafeEqual(digest(given), digest(expected))
const digest = (text: string) => createHash('sha256').update(text).digest()
