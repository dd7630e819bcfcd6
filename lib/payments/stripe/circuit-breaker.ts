/** After this many failed calls in a row, the breaker opens, and calls fail at once. */
const OPENS_AFTER = 5
const PROBES_AFTER_MS = 30_000

type Breaker = { failures: number; openUntil: number }

// On globalThis: the bundler may give a route its own copy of this module, and one process has one breaker.
const state = globalThis as typeof globalThis & { indiciaStripeBreaker?: Breaker }
const breaker = () => (state.indiciaStripeBreaker ??= { failures: 0, openUntil: 0 })

/** Whether Stripe can be called, as far as this process knows: false while the breaker is open. */
export function isAvailable(): boolean {
  return breaker().failures < OPENS_AFTER || Date.now() >= breaker().openUntil
}

/** Whether to send a request. An open breaker lets one request through every half minute; the others wait for its result. */
export function allowRequest(): boolean {
  if (!isAvailable()) return false
  if (breaker().failures >= OPENS_AFTER) breaker().openUntil = Date.now() + PROBES_AFTER_MS
  return true
}

/** Stripe answered. A refusal is an answer, too. Closes the breaker. */
export function recordSuccess(): void {
  breaker().failures = 0
}

/** Stripe did not answer, or answered with an error of its own. */
export function recordFailure(): void {
  breaker().failures++
  breaker().openUntil = Date.now() + PROBES_AFTER_MS
}
