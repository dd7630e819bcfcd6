import { handleEveryMethod } from '@/lib/api/route-handlers'
import { problemResponse } from '@/lib/api/problem'

// What no other route of the API answers to.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handleEveryMethod((_request, requestId) =>
  problemResponse({ code: 'not_found' }, requestId),
)
