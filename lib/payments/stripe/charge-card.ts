import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { Charge, ChargeOutcome } from '../card-processor'
import { callStripe, deadline, StripeUnavailable } from './call-stripe'
import { describeDecline } from './describe-decline'
import { describeError, isStripeFailure } from './describe-error'
import { outcomeOfIntent } from './outcome-of-intent'
import { findPayment } from './find-payment'
import { describePayment } from './describe-payment'
import { isPastWork, NEVER_CHARGED } from './never-charged'
import { requestConfirmation } from './request-confirmation'
import { stripeClient } from './stripe-client'

/**
 * Charges a card now, without the person, under the refill's id. Where a charge of this refill may have been lost, it is
 * looked up first. If the card's bank requires the person's confirmation, the outcome is `action_required`, with a page
 * of Stripe's. If Stripe has answered with a failure and its books have nothing two minutes later, the card was never
 * charged.
 */
export async function chargeCard(settings: StripeSettings, charge: Charge): Promise<ChargeOutcome> {
  const until = deadline()
  try {
    const made = charge.lookUpSince === null ? null : await findLost(settings, charge, until)
    if (made !== null) return made
    return await tryCharge(settings, charge, until).catch((error: unknown) =>
      afterError(settings, charge, error, until),
    )
  } catch (error) {
    return lookUp(settings, charge, error, until).catch((again: unknown) => {
      log.warn(
        { ...describeError(again), refillId: charge.idempotencyKey },
        'Stripe has not said what became of a charge',
      )
      return { status: 'unknown' }
    })
  }
}

/** A charge that a restored backup has lost; null if there is none. Unless Stripe says so, nothing is charged. */
async function findLost(settings: StripeSettings, charge: Charge, until: number): Promise<ChargeOutcome | null> {
  try {
    return await findPayment(settings, charge, until)
  } catch (error) {
    if (!isStripeFailure(error)) throw error
    log.warn({ ...describeError(error), refillId: charge.idempotencyKey }, 'could not look up a charge at Stripe')
    return { status: 'unknown' }
  }
}

async function tryCharge(settings: StripeSettings, charge: Charge, until: number): Promise<ChargeOutcome> {
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
  return (await outcomeOfIntent(settings, charge, intent, until)) ?? byBooks(settings, charge, true, until)
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

/**
 * After a failure of Stripe's own. It repeats that failure under the same key, whatever became of the payment, so only its
 * books tell. The same is true if the key was used for another request, and if the page for a confirmation was refused.
 */
async function lookUp(settings: StripeSettings, charge: Charge, error: unknown, until: number): Promise<ChargeOutcome> {
  const { StripeIdempotencyError, StripeInvalidRequestError, StripeAPIError } = Stripe.errors
  const cause = error instanceof StripeUnavailable ? error.cause : error
  const isRefusal = cause instanceof StripeIdempotencyError || cause instanceof StripeInvalidRequestError
  if (!isRefusal && !(cause instanceof StripeAPIError)) throw error
  log.warn({ ...describeError(error), refillId: charge.idempotencyKey }, 'looking up a charge at Stripe')
  // Without a status the answer was not Stripe's, and at 409 it still works on the request.
  const isOver = isRefusal || (cause.statusCode !== undefined && cause.statusCode !== 409)
  return byBooks(settings, charge, isOver, until)
}

/** What Stripe's books say. `isOver`: no request for the charge is on its way, so that what they lack was never charged. */
async function byBooks(
  settings: StripeSettings,
  charge: Charge,
  isOver: boolean,
  until: number,
): Promise<ChargeOutcome> {
  const found = await findPayment(settings, charge, until)
  return found ?? (isOver && isPastWork(charge) ? NEVER_CHARGED : { status: 'unknown' })
}
