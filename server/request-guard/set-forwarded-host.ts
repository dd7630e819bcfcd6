import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * AUTH_URL says who we are, not the request: a proxy may have put its own name for us into Host, and anybody may forge
 * X-Forwarded-Host. Next compares a form's Origin with these and makes addresses of them.
 */
export function setForwardedHost(authUrl: string): void {
  const { host, protocol, port } = new URL(authUrl)
  subscribe('http.server.request.start', (message) => {
    const { headers } = (message as { request: IncomingMessage }).request
    // Node refuses a request without one, as it must.
    if (headers.host !== undefined) headers.host = host
    headers['x-forwarded-host'] = host
    headers['x-forwarded-proto'] = protocol.slice(0, -1)
    headers['x-forwarded-port'] = port || (protocol === 'https:' ? '443' : '80')
    delete headers.forwarded
  })
}
