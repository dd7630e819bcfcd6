import { setTimeout as delay } from 'node:timers/promises'
import type { Stripe } from 'stripe'

const ATTEMPTS = 3
const FIRST_PAUSE_MS = 250

/**
 * Repeats a request under the same idempotency key: after a lost connection, a 5xx, a 409 (the same key is in use) or a
 * 429. Pauses grow, are random, and are never shorter than Stripe's `Retry-After`. Throws the last error after three
 * attempts, at the deadline, and where Stripe says not to repeat.
 */
export async function withRetry<Answer>(
  request: () => Promise<Answer>,
  {
    until,
    isOpen,
  }: {
    /** Milliseconds, as `Date.now()` counts them. */
    until: number
    /** Whether an error leaves the outcome open. Every other error is thrown at once. */
    isOpen: (error: unknown) => error is Stripe.errors.StripeError
  },
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request()
    } catch (error) {
      if (!isOpen(error) || attempt === ATTEMPTS || forbidsRetry(error)) throw error
      const pause = Math.max(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2), retryAfter(error))
      if (Date.now() + pause >= until) throw error
      await delay(pause)
    }
  }
}

const forbidsRetry = (error: Stripe.errors.StripeError) => error.headers?.['stripe-should-retry'] === 'false'

function retryAfter(error: Stripe.errors.StripeError): number {
  const seconds = Number(error.headers?.['retry-after'])
  return Number.isFinite(seconds) ? seconds * 1000 : 0
}
