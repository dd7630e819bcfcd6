import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../fault'

const BACK_WITHIN_MS = 5_000

/** The database goes away and comes back: the process lives, says that it is not ready, and is back by itself. */
export const stopPostgres: Fault = {
  name: 'Postgres stopped',
  async inject(stage, { away }) {
    const problems: string[] = []
    const clients = stage.startClients()
    await delay(1_000)
    await stage.forgetConnections()
    await stage.postgres.stop()
    for (const until = Date.now() + away; Date.now() < until; await delay(250)) {
      const [health, ready] = [await stage.ask('/api/health'), await stage.ask('/api/ready')]
      if (health !== 200 || ready !== 503) problems.push(`health ${health}, ready ${ready} while it was away`)
      const refused = await fetch(`${stage.url}/api/v1/balance`, {
        headers: { Authorization: `Bearer ${stage.teams[0]!.apiKey}` },
      })
      const retryAfter = refused.headers.get('retry-after')
      if (refused.status !== 503 || !retryAfter)
        problems.push(`the API answered ${refused.status}, Retry-After ${retryAfter}`)
      await refused.arrayBuffer()
    }
    await stage.startPostgres()
    const began = Date.now()
    while ((await stage.ask('/api/ready')) !== 200 && Date.now() < began + 3 * BACK_WITHIN_MS) await delay(20)
    const back = Date.now() - began
    if (back > BACK_WITHIN_MS) problems.push(`back only after ${back} ms`)
    await delay(1_000)
    await clients.stop()
    return { figures: [`away ${away / 1000} s`, `ready again after ${back} ms`], problems: [...new Set(problems)] }
  },
}
