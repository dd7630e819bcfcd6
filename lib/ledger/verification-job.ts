import { isDatabaseAway } from '../errors'
import { log } from '../log'
import { verifyNightly } from './verify-nightly'

/** How often it is asked whether it is due. A start is no reason: a process that restarts often should not read everything each time. */
const EVERY_MS = 10 * 60_000

const running = globalThis as { indiciaVerificationJob?: NodeJS.Timeout }

/** Has the ledger verified once a day. Any number of processes may do so at once: one of them does it. */
export function startVerificationJob(): void {
  if (running.indiciaVerificationJob) return
  let busy = false
  running.indiciaVerificationJob = setInterval(async () => {
    if (busy) return
    busy = true
    try {
      await verifyNightly()
    } catch (error) {
      if (isDatabaseAway(error)) log.warn('the database is away: the ledger is verified as soon as it is back')
      else log.error({ err: error }, 'the ledger could not be verified')
    } finally {
      busy = false
    }
  }, EVERY_MS)
  running.indiciaVerificationJob.unref()
}
