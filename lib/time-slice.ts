/** The milliseconds that long work may hold the event loop at a time. */
const MAX_SLICE_MS = 5

/**
 * Lets other requests run in the middle of long work. Call `if (slice.isOver()) await slice.yield()` between the steps of
 * the work. The event loop stays free as long as each step is short.
 */
export function startTimeSlice(): { isOver(): boolean; yield(): Promise<void> } {
  let since = performance.now()
  let calls = 0
  return {
    // Reading the clock takes longer than many steps do.
    isOver: () => calls++ % 4 === 0 && performance.now() - since > MAX_SLICE_MS,
    async yield() {
      await new Promise((resolve) => setImmediate(resolve))
      since = performance.now()
    },
  }
}
