import { routeHandlers } from '@/lib/api/route-handlers'
import { docsPage } from '@/lib/api/docs-page'
import { openApiDocument } from '@/lib/api/openapi'

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  GET: () => new Response(docsPage(openApiDocument()), { headers: HEADERS }),
})
