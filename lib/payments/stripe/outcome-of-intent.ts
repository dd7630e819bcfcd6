import type { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import type { Charge, ChargeOutcome } from '../card-processor'
import { callStripe } from './call-stripe'
import { describeDecline } from './describe-decline'
import { requestConfirmation } from './request-confirmation'
import { stripeClient } from './stripe-client'

/** The outcome of a charge, by its PaymentIntent. */
export async function outcomeOfIntent(
  settings: StripeSettings,
  charge: Charge,
  given: Stripe.PaymentIntent,
  until: number,
): Promise<ChargeOutcome> {
  // A repeat under the same key gets the first answer again, which may be out of date.
  const intent =
    given.status === 'processing'
      ? await callStripe((options) => stripeClient(settings).paymentIntents.retrieve(given.id, {}, options), until)
      : given
  const { status, last_payment_error: failure } = intent
  if (status === 'succeeded') return { status: 'succeeded', processorRef: intent.id }
  if (status === 'requires_action' || status === 'requires_confirmation')
    return requestConfirmation(settings, charge, intent.id, until)
  if (status !== 'requires_payment_method' || failure === null) return { status: 'unknown' }
  if (failure.code === 'authentication_required' || failure.decline_code === 'authentication_required') {
    return requestConfirmation(settings, charge, intent.id, until)
  }
  return describeDecline(failure.decline_code ?? failure.code)
}
