import { routeHandlers } from '@/lib/api/route-handlers'
import { docsStyle } from '@/lib/api/docs-style'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  GET: () => new Response(docsStyle, { headers: { 'Content-Type': 'text/css; charset=utf-8' } }),
})
