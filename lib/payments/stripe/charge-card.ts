import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { Charge, ChargeOutcome } from '../card-processor'
import { callStripe, deadline, StripeUnavailable } from './call-stripe'
import { declined } from './describe-decline'
import { describeError } from './describe-error'
import { outcomeOfIntent } from './outcome-of-intent'
import { findPayment } from './find-payment'
import { describePayment } from './describe-payment'
import { requestConfirmation } from './request-confirmation'
import { stripeClient } from './stripe-client'

/**
 * Charges a card that is kept at Stripe, now and without the person: postage and fee, in cents, under the refill's id.
 * Where its bank wants to hear from the person, the answer is a page of Stripe's. Throws nothing: what Stripe does not
 * clearly say is `unknown`.
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
    // The library gives an empty decline code where Stripe gives none.
    return declined(declineCode || code)
  }
  // Stripe keeps a failure of its own under the key and repeats it, whatever became of the payment: its books tell.
  // So they do where the key is known there with another request.
  if (error instanceof errors.StripeIdempotencyError || (error instanceof StripeUnavailable && isAnswered(error))) {
    log.warn({ ...describeError(error), refillId: charge.idempotencyKey }, 'looking a charge up at Stripe')
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
