import type { BooksResult } from '../card-processor'
import { StripeUnavailable } from './call-stripe'
import { describeError, isStripeFailure } from './describe-error'

/** What Stripe has answered, or why it has not. A fault of ours is thrown. */
export async function asResult<Value>(ask: () => Promise<Value>): Promise<BooksResult<Value>> {
  try {
    return { ok: true, value: await ask() }
  } catch (error) {
    if (!isStripeFailure(error)) throw error
    return {
      ok: false,
      reason: error instanceof StripeUnavailable ? 'unavailable' : 'refused',
      message: error.message,
      facts: describeError(error),
    }
  }
}
