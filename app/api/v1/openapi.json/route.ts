import { byMethod } from '@/lib/api/by-method'
import { openApiDocument } from '@/lib/api/openapi'
import { answer } from '@/lib/api/outcome'
import { respond } from '@/lib/api/problem'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byMethod({
  GET: (_request, requestId) => respond(answer(openApiDocument()), requestId),
})
