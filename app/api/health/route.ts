import { byMethod } from '@/lib/api/by-method'
import { answer } from '@/lib/api/outcome'
import { respond } from '@/lib/api/problem'

// The process lives. It asks nobody: a database that is away is no reason to be killed.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byMethod({
  GET: (_request, requestId) => respond(answer({ status: 'ok' }), requestId),
})
