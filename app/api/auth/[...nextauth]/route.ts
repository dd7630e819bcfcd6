import type { NextRequest } from 'next/server'
import { handlers } from '@/lib/auth/sign-in'

/** The provider's way back. The library has more routes; none of them is needed, and one ends sessions by a GET. */
export async function GET(request: NextRequest): Promise<Response> {
  if (request.nextUrl.pathname !== '/api/auth/callback/sso') return new Response(null, { status: 404 })
  return handlers.GET(request)
}
