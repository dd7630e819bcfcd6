import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { SECURITY_HEADERS, HTTPS_ONLY, STRICT_POLICY } from '../../lib/request-guard/security-headers.js'

/** The headers of every response, by the public URL. */
export function securityHeaders(authUrl: string): Record<string, string> {
  return { ...SECURITY_HEADERS, ...(authUrl.startsWith('https://') && HTTPS_ONLY) }
}

/**
 * Sets `headers` now, and as the response is sent what depends on its content: its content policy, and whether it may be
 * cached. This reaches every response: pages, routes, files, and the redirects and refusals of Next and Node.
 */
export function secureResponse(response: ServerResponse, headers: Record<string, string>): void {
  setEach(response, headers)
  const { writeHead } = response
  response.writeHead = ((status: number, reason?: string | Given, given?: Given) => {
    setEach(response, typeof reason === 'string' ? given : reason)
    complete(response, status)
    if (typeof reason === 'string') response.statusMessage = reason
    return writeHead.call(response, status)
  }) as ServerResponse['writeHead']
}

type Given = OutgoingHttpHeaders | (string | string[])[] | undefined

function setEach(response: ServerResponse, given: Given): void {
  if (Array.isArray(given)) {
    // Node accepts pairs in one list, or each in a list of its own.
    const flat = given.flat()
    for (let at = 0; at + 1 < flat.length; at += 2) response.setHeader(flat[at]!, flat[at + 1]!)
  } else {
    for (const [name, value] of Object.entries(given ?? {})) if (value !== undefined) response.setHeader(name, value)
  }
}

function complete(response: ServerResponse, status: number): void {
  if (!response.hasHeader('Content-Security-Policy')) {
    const isPicture = String(response.getHeader('Content-Type') ?? '').startsWith('image/svg+xml')
    response.setHeader(
      'Content-Security-Policy',
      isPicture ? `${STRICT_POLICY}; style-src 'unsafe-inline'` : STRICT_POLICY,
    )
  }
  // Files of the build can be cached. Nothing else can: it may be private, or change within a minute.
  const cache = String(response.getHeader('Cache-Control') ?? '')
  const mayBeKept = status < 400 && /\bpublic\b/.test(cache)
  if (!mayBeKept && !/\bno-store\b/.test(cache)) response.setHeader('Cache-Control', 'no-store')
  if (status === 405 && !response.hasHeader('Allow')) response.setHeader('Allow', 'GET, HEAD, OPTIONS')
}
