import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { Charge, ChargeOutcome } from '../card-processor'
import { callStripe, deadline, StripeUnavailable } from './call-stripe'
import { describeDecline } from './describe-decline'
import { describeError } from './describe-error'
import { outcomeOfIntent } from './outcome-of-intent'
import { findPayment } from './find-payment'
import { describePayment } from './describe-payment'
import { requestConfirmation } from './request-confirmation'
import { stripeClient } from './stripe-client'

/**
 * Charges a card now, without the person, under the refill's id. If the card's bank requires the person's confirmation,
 * the outcome is `action_required`, with a page of Stripe's.
 */
export async function chargeCard(settings: StripeSettings, charge: Charge): Promise<ChargeOutcome> {
  const until = deadline()
  try {
    const intent = await callStripe(
      (options) =>
        stripeClient(settings).paymentIntents.create(
          {
            amount: charge.total,
            currency: 'usd',
            customer: charge.customer ?? undefined,
            payment_method: charge.card,
            allowed_payment_method_types: ['card'],
            off_session: true,
            confirm: true,
            ...describePayment(charge),
          },
          { ...options, idempotencyKey: charge.idempotencyKey },
        ),
      until,
    )
    return await outcomeOfIntent(settings, charge, intent, until)
  } catch (error) {
    return afterError(settings, charge, error, until).catch((again: unknown) => {
      log.warn(
        { ...describeError(again), refillId: charge.idempotencyKey },
        'Stripe has not said what became of a charge',
      )
      return { status: 'unknown' }
    })
  }
}

async function afterError(
  settings: StripeSettings,
  charge: Charge,
  error: unknown,
  until: number,
): Promise<ChargeOutcome> {
  const { errors } = Stripe
  if (error instanceof errors.StripeCardError) {
    const { payment_intent: intent, code, decline_code: declineCode } = error
    const mustConfirm = code === 'authentication_required' || declineCode === 'authentication_required'
    if (mustConfirm && intent) return requestConfirmation(settings, charge, intent.id, until)
    // If Stripe gives no decline code, the library makes it empty.
    return describeDecline(declineCode || code)
  }
  // Stripe repeats a failure of its own under the same key, whatever became of the payment. Only its books tell. The same
  // is true if the key was used for another request.
  if (error instanceof errors.StripeIdempotencyError || (error instanceof StripeUnavailable && isAnswered(error))) {
    log.warn({ ...describeError(error), refillId: charge.idempotencyKey }, 'looking up a charge at Stripe')
    return (await findPayment(settings, charge, until)) ?? { status: 'unknown' }
  }
  if (error instanceof errors.StripeInvalidRequestError) {
    log.error({ ...describeError(error), refillId: charge.idempotencyKey }, 'Stripe refused a charge')
    return error.code === 'resource_missing'
      ? {
          status: 'declined',
          code: 'card_missing',
          message: 'The card is not known to the card processor any more. Add it again.',
        }
      : {
          status: 'declined',
          code: error.code ?? 'charge_refused',
          message: 'The card processor refused this charge. The card was not charged.',
        }
  }
  throw error
}

const isAnswered = ({ cause }: StripeUnavailable) => cause instanceof Stripe.errors.StripeAPIError
