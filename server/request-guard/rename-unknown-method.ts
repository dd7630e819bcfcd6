import type { IncomingMessage } from 'node:http'
import { methods } from '../../lib/api/route-handlers'
import { UNKNOWN_METHOD } from '../../lib/request-guard/check-request-head'

/**
 * Turns a method that Next does not know (PROPFIND, TRACE) into OPTIONS, which changes nothing, and keeps the method in
 * a header. Next would answer such a request with an empty response. The API refuses it with a problem document.
 */
export function renameUnknownMethod(request: IncomingMessage): void {
  const method = request.method ?? ''
  if ((methods as readonly string[]).includes(method)) return
  request.headers[UNKNOWN_METHOD] = method
  request.method = 'OPTIONS'
}
