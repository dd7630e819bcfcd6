/** Milliseconds that long work may hold the event loop at a time: others wait no longer for it. */
const LONGEST_BREATH = 5

/**
 * Lets others on in the middle of long work: `if (breath.isDue()) await breath.take()` between its steps, each of which is
 * short, keeps the event loop free however long the whole takes.
 */
export function startBreath(): { isDue(): boolean; take(): Promise<void> } {
  let since = performance.now()
  let asked = 0
  return {
    // The clock is slower than many a step.
    isDue: () => asked++ % 4 === 0 && performance.now() - since > LONGEST_BREATH,
    async take() {
      await new Promise((resolve) => setImmediate(resolve))
      since = performance.now()
    },
  }
}
