import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Fault } from '../fault'

const HOUR_MS = 60 * 60 * 1000
const preload = pathToFileURL(path.resolve(import.meta.dirname, '../shift-clock.mjs')).href

/** The server's clock is an hour fast, then an hour slow: money is ordered by the database's. */
export const shiftClock: Fault = {
  name: 'the server’s clock an hour fast and an hour slow',
  async inject(stage, { load }) {
    const problems: string[] = []
    const [{ from }] = await stage.owner<[{ from: Date }]>`select clock_timestamp() as from`
    // Some outcomes stay unknown, so that the job has something to ask about by its own idea of time.
    stage.processor.behave(({ before }) => (before === 0 && stage.dice.chance(0.1) ? '500 after' : 'answer'))
    for (const shift of [HOUR_MS, -HOUR_MS]) {
      await stage.stopServer()
      await stage.startServer({ NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT_MS: String(shift) })
      const said = Date.parse(
        /The clock says (.*)\./.exec(stage.log.findLast((line) => line.startsWith('The clock says')) ?? '')?.[1] ?? '',
      )
      if (!(Math.abs(said - Date.now() - shift) < HOUR_MS / 2)) problems.push('the clock was not shifted')
      const clients = stage.startClients()
      await delay(load / 2)
      await clients.stop()
    }
    const [{ wrong, entries }] = await stage.owner<[{ wrong: number; entries: number }]>`
      select count(*) filter (where e.created_at > clock_timestamp() or r.created_at not between ${from} and clock_timestamp()) as wrong,
        count(*) as entries
      from entries e join transfers t on t.team_id = e.team_id and t.id = e.transfer_id
      left join refills r on r.team_id = t.team_id and r.id = t.refill_id
      where e.created_at >= ${from}`
    if (wrong > 0) problems.push(`${wrong} entries carry the wrong time`)
    if (entries === 0) problems.push('nothing was entered')
    await stage.stopServer()
    await stage.startServer()
    return { figures: [`${entries} entries, all by the database’s clock`], problems }
  },
}
