import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { Charge, ChargeOutcome } from '../card-processor'
import { callStripe, deadline } from './call-stripe'
import { outcomeOfSession } from './outcome-of-session'
import { findPayment } from './find-payment'
import { describeError } from './describe-error'
import { stripeClient } from './stripe-client'

/** Stripe keeps an idempotency key for at least 24 hours; an hour before, it is not relied on any more. */
const KEY_IS_GOOD_MS = 23 * 3_600_000

/**
 * What became of a refill's charge. Where the person was asked to confirm, their page tells. Else, as long as Stripe knows
 * the key, null: to ask for the charge again under it is the safest question. Afterwards Stripe's books tell; nothing in
 * them means that the card was never charged. Throws nothing.
 */
export async function findCharge(settings: StripeSettings, charge: Charge): Promise<ChargeOutcome | null> {
  const { actionRef, requestedAt, idempotencyKey: refillId } = charge
  if (actionRef === null && Date.now() - requestedAt.getTime() < KEY_IS_GOOD_MS) return null
  const until = deadline()
  try {
    if (actionRef !== null) {
      return outcomeOfSession(
        await callStripe((options) => stripeClient(settings).checkout.sessions.retrieve(actionRef, {}, options), until),
      )
    }
    return (
      (await findPayment(settings, charge, until)) ?? {
        status: 'declined',
        code: 'never_charged',
        message: 'The charge was never completed at the card processor. The card was not charged.',
      }
    )
  } catch (error) {
    log.warn({ ...describeError(error), refillId }, 'Stripe has not said what became of a charge')
    return { status: 'unknown' }
  }
}
