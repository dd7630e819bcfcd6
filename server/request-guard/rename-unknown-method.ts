import type { IncomingMessage } from 'node:http'
import { methods } from '../../lib/api/route-handlers'
import { UNKNOWN_METHOD } from '../../lib/request-guard/check-request-head'

/**
 * Makes OPTIONS, which changes nothing anywhere, of a method that Next does not know (PROPFIND, TRACE), and keeps the method in
 * a header. Next would answer such a request without a word. The API refuses it in its own words.
 */
export function renameUnknownMethod(request: IncomingMessage): void {
  const method = request.method ?? ''
  if ((methods as readonly string[]).includes(method)) return
  request.headers[UNKNOWN_METHOD] = method
  request.method = 'OPTIONS'
}
