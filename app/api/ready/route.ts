import { routeHandlers } from '@/lib/api/route-handlers'
import { checkReadiness } from '@/lib/api/check-readiness'
import { succeed } from '@/lib/api/outcome'
import { respond } from '@/lib/api/problem'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async GET(_request, requestId) {
    const readiness = await checkReadiness()
    const outcome = readiness.ready
      ? succeed({ status: 'ok' })
      : succeed({ status: 'unavailable', reason: readiness.reason }, 503, { 'Retry-After': '1' })
    return respond(outcome, requestId)
  },
})
