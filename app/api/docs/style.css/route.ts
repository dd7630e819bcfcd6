import { byMethod } from '@/lib/api/by-method'
import { docsStyle } from '@/lib/api/docs-style'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byMethod({
  GET: () => new Response(docsStyle, { headers: { 'Content-Type': 'text/css; charset=utf-8' } }),
})
