import { forEveryMethod } from '@/lib/api/by-method'
import { problemResponse } from '@/lib/api/problem'

// What no other route under /api answers to.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = forEveryMethod((_request, requestId) =>
  problemResponse({ code: 'not_found' }, requestId),
)
