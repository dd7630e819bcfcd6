// On globalThis: the bundler may give a route its own copy of this module, and there is only one process.
const state = globalThis as typeof globalThis & { indiciaIsShuttingDown?: boolean }

/** Whether this process has been asked to stop and only finishes what it is at. */
export function isShuttingDown(): boolean {
  return state.indiciaIsShuttingDown === true
}

/** From now on this process is not ready for new work. */
export function markShuttingDown(): void {
  state.indiciaIsShuttingDown = true
}
