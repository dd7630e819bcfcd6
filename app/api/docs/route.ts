import { byMethod } from '@/lib/api/by-method'
import { docsPage } from '@/lib/api/docs-page'
import { openApiDocument } from '@/lib/api/openapi'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byMethod({
  GET: () => new Response(docsPage(openApiDocument()), { headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
})
