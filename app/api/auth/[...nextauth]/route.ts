import type { NextRequest } from 'next/server'
import { handlers } from '@/lib/auth/sign-in'
import { countByAddress, uncountByAddress } from '@/lib/security/limits'
import { rateLimitedPage } from '@/lib/security/rate-limit-responses'

/**
 * The provider's callback. The library has more routes, but none is needed, and one ends sessions by GET. Each attempt
 * counts for the client's address until the sign-in succeeds.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if (request.nextUrl.pathname !== '/api/auth/callback/sso') return new Response(null, { status: 404 })
  const limit = countByAddress('callback')
  if (!limit.ok) return rateLimitedPage(limit.retryAfter)
  const answer = await handlers.GET(request)
  if (isLetIn(answer)) for (const what of ['callback', 'sign_in'] as const) uncountByAddress(what)
  return answer
}

/** Who is not let in is led to the sign-in page, with an error in its address. */
function isLetIn({ headers }: Response): boolean {
  const location = headers.get('Location')
  return location !== null && !new URL(location, 'http://here').searchParams.has('error')
}
