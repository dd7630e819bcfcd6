import { subscribe } from 'node:diagnostics_channel'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { SECURITY_HEADERS, HTTPS_ONLY, STRICT_POLICY } from '../../lib/request-guard/security-headers.js'

/** The headers of every answer of ours, by the address that people come by. */
export function securityHeaders(authUrl: string): Record<string, string> {
  return { ...SECURITY_HEADERS, ...(authUrl.startsWith('https://') && HTTPS_ONLY) }
}

/**
 * From now on every answer carries them, whoever makes it: pages, routes, files, Next's own redirects and refusals, Node's. They are set
 * as the answer begins; what depends on what it has become (its content policy, whether it may be kept) is added as it is sent.
 */
export function secureResponses(authUrl: string): void {
  const always = Object.entries(securityHeaders(authUrl))
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    for (const [name, value] of always) response.setHeader(name, value)
    const { writeHead } = response
    response.writeHead = ((status: number, reason?: string | Given, given?: Given) => {
      setEach(response, typeof reason === 'string' ? given : reason)
      complete(response, status)
      if (typeof reason === 'string') response.statusMessage = reason
      return writeHead.call(response, status)
    }) as ServerResponse['writeHead']
  })
}

type Given = OutgoingHttpHeaders | (string | string[])[] | undefined

function setEach(response: ServerResponse, given: Given): void {
  if (Array.isArray(given)) {
    // Node takes pairs one after the other, or each in a list of its own.
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
  // Files of the build say that anybody may keep them. Nothing else may be kept: it may be somebody's own, or not be true in a minute.
  const cache = String(response.getHeader('Cache-Control') ?? '')
  const mayBeKept = status < 400 && /\bpublic\b/.test(cache)
  if (!mayBeKept && !/\bno-store\b/.test(cache)) response.setHeader('Cache-Control', 'no-store')
  if (status === 405 && !response.hasHeader('Allow')) response.setHeader('Allow', 'GET, HEAD, OPTIONS')
}
