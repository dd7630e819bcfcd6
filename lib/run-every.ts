import { isDatabaseAway } from './rules/errors'
import { log } from './log'

const running = globalThis as { indiciaJobs?: Map<string, NodeJS.Timeout> }

/**
 * Runs a job at an interval for as long as the process lives, one run at a time. A second call for the same job does
 * nothing. A failed run is logged, and the next one still runs. `words` names what waits while the database is
 * unavailable. With `atOnce`, the first run begins now.
 */
export function runEvery(
  job: string,
  everyMs: number,
  work: () => Promise<unknown>,
  words: string,
  { atOnce = false } = {},
): void {
  const jobs = (running.indiciaJobs ??= new Map())
  if (jobs.has(job)) return
  let busy = false
  const run = async () => {
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
  }
  const timer = setInterval(run, everyMs)
  timer.unref()
  jobs.set(job, timer)
  if (atOnce) void run()
}
