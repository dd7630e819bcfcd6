import type { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import type { Charge, ChargeOutcome } from '../card-processor'
import { callStripe } from './call-stripe'
import { cancelIntent } from './cancel-intent'
import { describeDecline } from './describe-decline'
import { isPastWork } from './never-charged'
import { requestConfirmation } from './request-confirmation'
import { stripeClient } from './stripe-client'

/**
 * The outcome of a charge, by its PaymentIntent. Null if the intent is canceled: nothing was charged by it and nothing can
 * be, but a page may have taken its place.
 */
export async function outcomeOfIntent(
  settings: StripeSettings,
  charge: Charge,
  given: Stripe.PaymentIntent,
  until: number,
): Promise<ChargeOutcome | null> {
  // A repeat under the same key gets the first answer again, which may be out of date.
  const intent =
    given.status === 'processing'
      ? await callStripe((options) => stripeClient(settings).paymentIntents.retrieve(given.id, {}, options), until)
      : given
  const { status, last_payment_error: failure } = intent
  switch (status) {
    case 'succeeded':
      return { status: 'succeeded', processorRef: intent.id }
    case 'canceled':
      return null
    case 'requires_action':
      return requestConfirmation(settings, charge, intent.id, until)
    case 'requires_payment_method': {
      if (failure === null) return giveUp(settings, charge, intent.id, until)
      if (failure.code === 'authentication_required' || failure.decline_code === 'authentication_required')
        return requestConfirmation(settings, charge, intent.id, until)
      return describeDecline(failure.decline_code ?? failure.code)
    }
    // Stripe broke off between making the payment and trying it, or before taking what the bank had granted.
    case 'requires_confirmation':
    case 'requires_capture':
      return giveUp(settings, charge, intent.id, until)
    // `processing` can still succeed, and cannot be canceled.
    default:
      return { status: 'unknown' }
  }
}

/** Cancels a payment that nobody works on any more. Before that is certain, it may still be tried. */
async function giveUp(
  settings: StripeSettings,
  charge: Charge,
  intentId: string,
  until: number,
): Promise<ChargeOutcome | null> {
  if (!isPastWork(charge)) return { status: 'unknown' }
  const status = await cancelIntent(settings, intentId, until)
  if (status === 'succeeded') return { status: 'succeeded', processorRef: intentId }
  return status === 'canceled' ? null : { status: 'unknown' }
}
