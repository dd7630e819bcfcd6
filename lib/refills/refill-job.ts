import { isDatabaseAway } from '../errors'
import { log } from '../log'
import { resolveDueRefills } from './resolve-due-refills'

const EVERY_MS = 5_000

const running = globalThis as { indiciaRefillJob?: NodeJS.Timeout }

/** Looks every five seconds for refills whose outcome is not known. Any number of processes may do so at once. */
export function startRefillJob(): void {
  if (running.indiciaRefillJob) return
  let busy = false
  running.indiciaRefillJob = setInterval(async () => {
    if (busy) return
    busy = true
    try {
      await resolveDueRefills()
    } catch (error) {
      if (isDatabaseAway(error)) log.warn('the database is away: refills are looked after as soon as it is back')
      else log.error({ err: error }, 'the refill job failed')
    } finally {
      busy = false
    }
  }, EVERY_MS)
  running.indiciaRefillJob.unref()
}
