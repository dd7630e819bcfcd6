import { NextResponse, type NextRequest } from 'next/server'
import { problemResponse } from './lib/api/problem'
import { ACTION, renderRejection } from './lib/request-guard/rejections'
import { canBeDecoded, checkRequestHead } from './lib/request-guard/check-request-head'
import { contentPolicy } from './lib/request-guard/content-policy'
import { env, isDevelopment } from './lib/env'

/**
 * Sets the content security policy, which needs a value per request. It allows only scripts with this request's nonce,
 * and forms to this site and its identity provider. Requests that no page can answer are rejected earlier by
 * server/request-guard, or here where no process of ours runs before Next (Vercel). This does not authenticate the
 * request: every page, action, and route does that.
 */
export function proxy(request: NextRequest): Response {
  const { pathname } = request.nextUrl
  // Next would answer a path that cannot be decoded with 500 (its issue 92527), and rewriting it does not help.
  if (pathname.startsWith('/api/')) {
    return canBeDecoded(pathname) ? NextResponse.next() : problemResponse({ code: 'not_found' }, crypto.randomUUID())
  }
  const asked = { method: request.method, pathname, header: (name: string) => request.headers.get(name) }
  const refused = checkRequestHead(asked, env().authUrl)
  if (refused) {
    const { headers, body } = renderRejection(refused, request.headers.has(ACTION))
    return new NextResponse(body || null, { status: refused.status, headers })
  }
  const nonce = crypto.randomUUID()
  const policy = contentPolicy({ nonce, formTargets: formTargets(), development: isDevelopment() })
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  // An action knows the page that it was called from by nothing else.
  headers.set('X-Indicia-Address', request.nextUrl.pathname + request.nextUrl.search)
  // The color theme is in the unavailable database, so it is not read here.
  if (pathname === '/unavailable') headers.delete('Cookie')
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

/** The allowed redirects of forms: the identity provider, and Stripe's card pages. */
function formTargets(): string[] {
  const { oidc, stripe } = env()
  return [new URL(oidc.issuer).origin, ...(stripe ? ['https://checkout.stripe.com', stripe.apiBase] : [])]
}

export const config = { matcher: ['/((?!_next/static/|api/|icon.svg$).*)', '/api/v1/(.*%.*)'] }
