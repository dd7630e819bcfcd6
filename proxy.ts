import { NextResponse, type NextRequest } from 'next/server'
import { problemResponse } from './lib/api/problem'
import { env } from './lib/env'
import { LARGEST_FORM, LARGEST_IMPORT } from './next.config.js'

/** The forms that take a file. */
const IMPORTS = ['/settings/cost-accounts/import', '/settings/prices/load']

/**
 * Headers that need a value per request, and a plain 403 for forms of other sites (each action checks again: Next would
 * answer them with 404). This is no check of who asks: every page, action and route does that itself. The content policy lets in scripts with this request's nonce only, and forms go to this site and its identity provider.
 */
export function proxy(request: NextRequest): Response {
  const { pathname } = request.nextUrl
  const isApi = pathname.startsWith('/api/')
  // Next would answer 500 to a path that cannot be decoded (its issue 92527), and rewriting it does not help.
  if (!canBeDecoded(pathname)) {
    return isApi ? problemResponse({ code: 'not_found' }, crypto.randomUUID()) : new Response('There is nothing here.\n', { status: 404 })
  }
  if (isApi) return NextResponse.next()
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!isRead && request.headers.get('origin') !== env().authUrl) {
    return new NextResponse('This form did not come from this site. Nothing was changed.\n', { status: 403 })
  }
  const largest = pathname === IMPORTS[0] ? LARGEST_IMPORT : LARGEST_FORM
  if (!isRead && Number(request.headers.get('content-length')) > largest) {
    // 303, and the page says it in its own words.
    if (IMPORTS.includes(pathname)) return NextResponse.redirect(new URL(`${pathname}?refused=too_large`, env().authUrl), 303)
    return new NextResponse('This form is larger than 3 MB. Nothing was changed.\n', { status: 413 })
  }
  const nonce = crypto.randomUUID()
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${formTargets().join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ')
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  // An action knows the page that it was called from by nothing else.
  headers.set('X-Indicia-Address', request.nextUrl.pathname + request.nextUrl.search)
  // Whose colours it would be shown in stands in the database that is away: not even that is asked for.
  if (pathname === '/unavailable') headers.delete('Cookie')
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  if (env().authUrl.startsWith('https://')) {
    response.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  }
  return response
}

function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** Where a form of ours may lead on to: the identity provider, and the pages on which Stripe asks for a card. */
function formTargets(): string[] {
  const { oidc, stripe } = env()
  return [new URL(oidc.issuer).origin, ...(stripe ? ['https://checkout.stripe.com', stripe.apiBase] : [])]
}

export const config = { matcher: ['/((?!_next/static|_next/image|api/|icon.svg).*)', '/api/v1/(.*%.*)'] }
