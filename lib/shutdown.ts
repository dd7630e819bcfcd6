// On globalThis: the bundler can give a route its own copy of this module, but there is only one process.
const state = globalThis as typeof globalThis & { indiciaIsShuttingDown?: boolean }

/** Whether this process was told to stop and only finishes its work. */
export function isShuttingDown(): boolean {
  return state.indiciaIsShuttingDown === true
}

/** From now on this process is not ready for new work. */
export function markShuttingDown(): void {
  state.indiciaIsShuttingDown = true
}
