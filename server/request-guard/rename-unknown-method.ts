import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { methods } from '../lib/api/route-handlers'
import { UNKNOWN_METHOD } from '../lib/request-guard/check-request-head'

/**
 * Next answers a method that it does not know (PROPFIND, TRACE) itself, without a word. Such a request reaches us as OPTIONS,
 * which changes nothing anywhere, and says what it was in a header, so that the API can refuse it in its own words.
 */
export function renameUnknownMethods(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const method = request.method ?? ''
    if ((methods as readonly string[]).includes(method)) return
    request.headers[UNKNOWN_METHOD] = method
    request.method = 'OPTIONS'
  })
}
