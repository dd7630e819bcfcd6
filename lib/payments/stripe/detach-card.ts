import { Stripe } from 'stripe'
import { env } from '../../env'
import { log } from '../../log'
import { callStripe } from './call-stripe'
import { describeError } from './describe-error'
import { stripeClient } from './stripe-client'

/** Has Stripe forget a card, which is nobody's to charge any more then. Nothing happens to one that it does not have. */
export async function detachCard(card: string): Promise<void> {
  const { stripe: settings } = env()
  if (settings === null || !card.startsWith('pm_')) return
  try {
    await callStripe((options) => stripeClient(settings).paymentMethods.detach(card, {}, options))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return
    // Nobody can pay with it here any more, which is what was asked for. Removing it again asks Stripe again.
    log.warn(describeError(error), 'Stripe has not been told to forget a card that was removed')
  }
}
