import type { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { callStripe } from './call-stripe'
import { stripeClient } from './stripe-client'

/** A page of Stripe's together with its payment, which alone says how an unpaid page stands. */
export const retrieveSession = (
  settings: StripeSettings,
  id: string,
  until: number,
): Promise<Stripe.Checkout.Session> =>
  callStripe(
    (options) => stripeClient(settings).checkout.sessions.retrieve(id, { expand: ['payment_intent'] }, options),
    until,
  )
