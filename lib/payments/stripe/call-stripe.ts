import { Stripe } from 'stripe'
import { allowRequest, recordFailure, recordSuccess } from './circuit-breaker'
import { withRetry } from './with-retry'

/** A little less than a person waits: an answer that comes at the last moment can still be recorded. */
const PATIENCE_MS = 9_500

/** Stripe has not said what happened: it was not reached, it failed, or it is overloaded. The cause says which. */
export class StripeUnavailable extends Error {
  override name = 'StripeUnavailable'
}

/** The time by which all calls of one piece of work must end. */
export const deadline = () => Date.now() + PATIENCE_MS

/**
 * Calls Stripe through the circuit breaker, and repeats the call where that is safe (`withRetry`). Throws what Stripe
 * refuses as the library's error, and everything that leaves the outcome open as `StripeUnavailable`.
 */
export async function callStripe<Answer>(
  request: (options: Stripe.RequestOptions) => Promise<Answer>,
  until = deadline(),
): Promise<Answer> {
  if (!allowRequest()) throw new StripeUnavailable('Stripe has not answered for a while')
  try {
    const answer = await withRetry(() => request({ timeout: Math.max(until - Date.now(), 1) }), {
      until,
      isOpen: leavesOpen,
    })
    recordSuccess()
    return answer
  } catch (error) {
    if (!leavesOpen(error)) {
      if (error instanceof Stripe.errors.StripeError) recordSuccess()
      throw error
    }
    if (error instanceof Stripe.errors.StripeRateLimitError || error.statusCode === 409) recordSuccess()
    else recordFailure()
    throw new StripeUnavailable(error.message, { cause: error })
  }
}

/** Whether the money may have moved, or may still move: then only another request tells. */
function leavesOpen(error: unknown): error is Stripe.errors.StripeError {
  const { StripeConnectionError, StripeRateLimitError, StripeAPIError } = Stripe.errors
  if (error instanceof StripeConnectionError || error instanceof StripeRateLimitError) return true
  // Without a status the answer was no JSON: it came from a proxy on the way, or was cut short.
  return (
    error instanceof StripeAPIError &&
    (error.statusCode === undefined || error.statusCode === 409 || error.statusCode >= 500)
  )
}
