import { Stripe } from 'stripe'
import { StripeUnavailable } from './call-stripe'

/** What the log may know of an error of Stripe's: never its message or its objects, which name amounts and cards. */
export function describeError(error: unknown): object {
  const cause = error instanceof StripeUnavailable ? error.cause : error
  if (cause instanceof Stripe.errors.StripeError) {
    const { type, code, param, statusCode, requestId } = cause
    return { stripe: { type, code, param, statusCode, requestId } }
  }
  return error instanceof StripeUnavailable ? { stripe: { type: error.message } } : { err: error }
}
