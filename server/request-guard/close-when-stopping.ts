import type { ServerResponse } from 'node:http'
import { isShuttingDown } from '../../lib/shutdown'

/**
 * Returns a function for each response of this process: once the process is stopping, the response asks its client to close
 * the connection. Next waits until every connection is closed, and a busy client never closes one that is kept alive.
 */
export function closeConnectionsWhenStopping(): (response: ServerResponse) => void {
  const underWay = new Set<ServerResponse>()
  const ask = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close')
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => underWay.forEach(ask))
  return (response) => {
    if (isShuttingDown()) return ask(response)
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
  }
}
