import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../fault'

/** SIGTERM under load: what is under way is finished, and the process ends by itself, in order. */
export const stopServer: Fault = {
  name: 'SIGTERM in the middle',
  async happen(stage, { times }) {
    const problems: string[] = []
    const clients = stage.startClients()
    let slowest = 0
    for (let n = 0; n < times; n++) {
      await delay(500 + 500 * Math.random())
      const began = Date.now()
      const how = await stage.stopServer()
      slowest = Math.max(slowest, Date.now() - began)
      // Next's code for an orderly end: 128 and the signal's number.
      if (how !== 'exit code 143') problems.push(`the server ended with ${how}`)
      await stage.startServer()
    }
    await clients.stop()
    return { figures: [`${times} stops`, `drained within ${(slowest / 1000).toFixed(1)} s`], problems }
  },
}
