import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import type { Fault } from '../fault'

/** Nobody waits longer than this to be told that nothing is to be had. */
const TOLD_WITHIN_MS = 8_000

const MORE_THAN_THE_POOL = 24

/** Somebody holds the rows of all teams: every connection of the pool ends up waiting for one. */
export const exhaustPool: Fault = {
  name: 'pool exhausted by a lock',
  async inject(stage, { load }) {
    const problems: string[] = []
    const superuser = postgres(stage.postgres.superuserUrl('indicia'), { max: 1 })
    const before = stage.journal.attempts.length
    const clients = stage.startClients(MORE_THAN_THE_POOL)
    await delay(500)
    await superuser`begin`
    await superuser`select from ledger_accounts where kind = 'postage' for update`
    let slowest = 0
    for (const until = Date.now() + load; Date.now() < until; await delay(100)) {
      if ((await stage.ask('/api/health')) !== 200) problems.push('health was not 200')
      const began = Date.now()
      const response = await fetch(`${stage.url}/api/v1/balance`, {
        headers: { Authorization: `Bearer ${stage.teams[0]!.apiKey}` },
      })
      await response.arrayBuffer()
      if (response.status !== 503 && response.status !== 200) problems.push(`the API answered ${response.status}`)
      slowest = Math.max(slowest, Date.now() - began)
    }
    await superuser`rollback`
    await superuser.end()
    const began = Date.now()
    while ((await stage.ask('/api/ready')) !== 200 && Date.now() < began + 2 * TOLD_WITHIN_MS) await delay(20)
    const back = Date.now() - began
    if (slowest > TOLD_WITHIN_MS) problems.push(`an answer took ${slowest} ms`)
    if (back > TOLD_WITHIN_MS) problems.push(`ready only after ${back} ms`)
    await clients.stop()
    const unavailable = stage.journal.attempts
      .slice(before)
      .filter(({ replies }) => replies.some((each) => each !== 'nothing' && each.status === 503)).length
    if (unavailable === 0) problems.push('nobody was told 503: the pool was never exhausted')
    return {
      figures: [
        `held ${load / 1000} s`,
        `${unavailable} wishes were told 503`,
        `slowest balance ${slowest} ms`,
        `ready again after ${back} ms`,
      ],
      problems: [...new Set(problems)],
    }
  },
}
