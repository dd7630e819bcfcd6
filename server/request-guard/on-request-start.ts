import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { trackResponse } from '../../lib/current-response'
import { closeConnectionsWhenStopping } from './close-when-stopping'
import { renameUnknownMethod } from './rename-unknown-method'
import { secureResponse, securityHeaders } from './secure-response'
import { setForwardedHost } from './set-forwarded-host'

/**
 * The only hook on Node's diagnostics channels. Node publishes each request here after it has read the head and before
 * any listener of the server. We do not create the server, so there is no other place this early.
 */
export function onRequestStart(authUrl: string): void {
  const address = new URL(authUrl)
  const headers = securityHeaders(authUrl)
  const closeWhenStopping = closeConnectionsWhenStopping()
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    // 1. The response gets the security headers before anything can send it.
    secureResponse(response, headers)
    // 2. A process that stops must end: its last responses ask their clients to close the connection.
    closeWhenStopping(response)
    // 3. Pages, actions and the limits of an address find this response, and through it the request as it came.
    trackResponse(response)
    // 4. The request gets our own host, whatever a proxy or a client wrote.
    setForwardedHost(request, address)
    // 5. And a method that Next knows.
    renameUnknownMethod(request)
  })
}
