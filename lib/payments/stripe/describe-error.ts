import { Stripe } from 'stripe'
import { StripeSilence } from './ask-stripe'

/** What the log may know of an error of Stripe's: never its message or its objects, which name amounts and cards. */
export function describeError(error: unknown): object {
  const cause = error instanceof StripeSilence ? error.cause : error
  if (cause instanceof Stripe.errors.StripeError) {
    const { type, code, param, statusCode, requestId } = cause
    return { stripe: { type, code, param, statusCode, requestId } }
  }
  return error instanceof StripeSilence ? { stripe: { type: error.message } } : { err: error }
}
