import { Stripe } from 'stripe'
import { StripeUnavailable } from './call-stripe'

/** Whether Stripe has not answered, or has answered with an error. Anything else is a fault of ours. */
export function isStripeFailure(error: unknown): error is StripeUnavailable | Stripe.errors.StripeError {
  return error instanceof StripeUnavailable || error instanceof Stripe.errors.StripeError
}

/** What may be logged of an error of Stripe's. Its message and its objects contain amounts and cards, so they may not. */
export function describeError(error: unknown): object {
  const cause = error instanceof StripeUnavailable ? error.cause : error
  if (cause instanceof Stripe.errors.StripeError) {
    const { type, code, param, statusCode, requestId } = cause
    return { stripe: { type, code, param, statusCode, requestId } }
  }
  return error instanceof StripeUnavailable ? { stripe: { type: error.message } } : { err: error }
}
