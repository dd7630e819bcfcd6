import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { callStripe } from './call-stripe'
import { stripeClient } from './stripe-client'

/** Cancels a payment if that is still possible, and returns its status: from `canceled` on, nothing can be charged. */
export async function cancelIntent(
  settings: StripeSettings,
  intentId: string,
  until: number,
): Promise<Stripe.PaymentIntent.Status> {
  const { paymentIntents } = stripeClient(settings)
  try {
    return (await callStripe((options) => paymentIntents.cancel(intentId, {}, options), until)).status
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
    return (await callStripe((options) => paymentIntents.retrieve(intentId, {}, options), until)).status
  }
}
