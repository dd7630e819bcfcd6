import { describe } from './processes/who-started-us.mjs'

const INTERVAL_MS = 500

/** The processes that started us, as `scripts/start.mjs` recorded them. They may have ended during a long install. */
export type StartedBy = { parent: number; grandparent: number | null }

/**
 * Calls back when the npm process that started us has ended. A killed npm passes on no signal, and a shell may be
 * between it and us. Without npm, as under a service manager, there is no parent to watch.
 */
export function watchParent({ parent, grandparent }: StartedBy, onGone: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === null || describe(parent)?.parent === grandparent)) return
    clearInterval(timer)
    onGone()
  }, INTERVAL_MS)
  timer.unref()
}
