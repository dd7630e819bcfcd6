import type { IncomingMessage } from 'node:http'

/**
 * Puts the host of `address` (AUTH_URL) in place of the request's own. A proxy may have put another name into Host, and anyone
 * can forge X-Forwarded-Host. Next compares a form's Origin with these headers and makes addresses of them.
 */
export function setForwardedHost({ headers }: IncomingMessage, { host, protocol, port }: URL): void {
  // Node refuses a request without one, as it must.
  if (headers.host !== undefined) headers.host = host
  headers['x-forwarded-host'] = host
  headers['x-forwarded-proto'] = protocol.slice(0, -1)
  headers['x-forwarded-port'] = port || (protocol === 'https:' ? '443' : '80')
  delete headers.forwarded
}
