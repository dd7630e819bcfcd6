import { byMethod } from '@/lib/api/by-method'
import { checkReadiness } from '@/lib/api/check-readiness'
import { answer } from '@/lib/api/outcome'
import { respond } from '@/lib/api/problem'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byMethod({
  async GET(_request, requestId) {
    const readiness = await checkReadiness()
    const outcome = readiness.ready
      ? answer({ status: 'ok' })
      : answer({ status: 'unavailable', reason: readiness.reason }, 503, { 'Retry-After': '1' })
    return respond(outcome, requestId)
  },
})
