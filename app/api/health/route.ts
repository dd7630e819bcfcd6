import { routeHandlers } from '@/lib/api/route-handlers'
import { succeed } from '@/lib/api/outcome'
import { respond } from '@/lib/api/problem'

// The process lives. It asks nobody: a database that is away is no reason to be killed.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  GET: (_request, requestId) => respond(succeed({ status: 'ok' }), requestId),
})
