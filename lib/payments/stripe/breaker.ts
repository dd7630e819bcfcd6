/** So many questions in a row without an answer, and nobody is kept waiting for the next. */
const OPENS_AFTER = 5
const PROBES_AFTER_MS = 30_000

// On globalThis: the bundler may give a route its own copy of this module, and one process has one line to Stripe.
const state = globalThis as typeof globalThis & { indiciaCards?: { silences: number; closedUntil: number } }
const breaker = () => (state.indiciaCards ??= { silences: 0, closedUntil: 0 })

/** Whether cards can be charged, as far as this process knows: false for as long as Stripe is not even asked. */
export function cardsAnswering(): boolean {
  return breaker().silences < OPENS_AFTER || Date.now() >= breaker().closedUntil
}

/** Whether to ask at all. After half a minute of silence one question goes through; the others wait for what becomes of it. */
export function mayAsk(): boolean {
  if (!cardsAnswering()) return false
  if (breaker().silences >= OPENS_AFTER) breaker().closedUntil = Date.now() + PROBES_AFTER_MS
  return true
}

/** Stripe has answered, whatever it said. */
export function noteAnswer(): void {
  breaker().silences = 0
}

/** Stripe has not answered, or with its own failure. */
export function noteSilence(): void {
  breaker().silences++
  breaker().closedUntil = Date.now() + PROBES_AFTER_MS
}
