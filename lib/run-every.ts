import { isDatabaseAway } from './rules/errors'
import { log } from './log'

const running = globalThis as { indiciaJobs?: Map<string, NodeJS.Timeout> }

/**
 * Does some work every so many milliseconds for as long as the process lives, one turn at a time; asked again for the same
 * job it changes nothing. A turn that fails is logged, `words` saying what waits for the database, and the next comes.
 */
export function runEvery(job: string, everyMs: number, work: () => Promise<unknown>, words: string): void {
  const jobs = (running.indiciaJobs ??= new Map())
  if (jobs.has(job)) return
  let busy = false
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    try {
      await work()
    } catch (error) {
      if (isDatabaseAway(error)) log.warn(`the database is away: ${words} as soon as it is back`)
      else log.error({ err: error }, `the ${job} job failed`)
    } finally {
      busy = false
    }
  }, everyMs)
  timer.unref()
  jobs.set(job, timer)
}
