import { routeHandlers } from '@/lib/api/route-handlers'
import { openApiDocument } from '@/lib/api/openapi'
import { succeed } from '@/lib/api/outcome'
import { respond } from '@/lib/api/problem'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  GET: (_request, requestId) => respond(succeed(openApiDocument()), requestId),
})
