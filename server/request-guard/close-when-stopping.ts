import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import { isShuttingDown } from '../lib/shutdown'

/**
 * Lets a stop come to its end. Next waits until every connection is closed, and a busy client never closes a connection
 * that is kept alive: so each answer from then on asks it to.
 */
export function closeConnectionsWhenStopping(): void {
  const underWay = new Set<ServerResponse>()
  const ask = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close')
  }
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    if (isShuttingDown()) return ask(response)
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => underWay.forEach(ask))
}
