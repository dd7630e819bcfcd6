import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import { callStripe } from './call-stripe'
import { describeError } from './describe-error'
import { stripeClient } from './stripe-client'

/** Detaches a card from its customer: nobody can charge it any more. A card of the test processor is not Stripe's. */
export async function detachCard(settings: StripeSettings, card: string): Promise<{ status: 'detached' | 'unknown' }> {
  if (!card.startsWith('pm_')) return { status: 'detached' }
  try {
    await callStripe((options) => stripeClient(settings).paymentMethods.detach(card, {}, options))
    return { status: 'detached' }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return { status: 'detached' }
    log.warn(describeError(error), 'a card was removed, and Stripe has not said that it is detached')
    return { status: 'unknown' }
  }
}
