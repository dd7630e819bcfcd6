import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { Refund, RefundOutcome } from '../card-processor'
import { callStripe, deadline } from './call-stripe'
import { describeError } from './describe-error'
import { stripeClient } from './stripe-client'

/** The card's bank sent the money back. */
export const BOUNCED = 'The card’s bank did not take the money back; the card may be closed.'

const MESSAGES: Record<string, string> = {
  charge_already_refunded: 'The card processor has given this payment back already.',
  charge_disputed: 'The cardholder disputes this payment with their bank, which decides about the money.',
  charge_not_refundable: 'The card processor cannot give this payment back to its card any more.',
}

/**
 * Sends a part of a payment back to its card. Stripe forgets an idempotency key after a day, but not a refund: a refund
 * that is in its books is never made again.
 */
export async function refundCharge(
  settings: StripeSettings,
  { idempotencyKey, charge, amount }: Refund,
): Promise<RefundOutcome> {
  const { refunds } = stripeClient(settings)
  const until = deadline()
  let known: Stripe.Refund[] = []
  try {
    // A payment has as many refunds as admins have requested: they fit on one page of a hundred.
    known = (await callStripe((options) => refunds.list({ payment_intent: charge, limit: 100 }, options), until)).data
    const refund =
      known.find(({ metadata }) => metadata?.refund === idempotencyKey) ??
      (await callStripe(
        (options) =>
          refunds.create(
            { payment_intent: charge, amount, reason: 'requested_by_customer', metadata: { refund: idempotencyKey } },
            { ...options, idempotencyKey },
          ),
        until,
      ))
    return outcomeOfRefund(refund, totalOf(known))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      log.error({ ...describeError(error), refundId: idempotencyKey }, 'Stripe refused a refund')
      return {
        status: 'failed',
        message: MESSAGES[error.code ?? ''] ?? 'The card processor refused to give this amount back.',
        totalRefunded: totalOf(known),
      }
    }
    log.warn({ ...describeError(error), refundId: idempotencyKey }, 'Stripe has not said what became of a refund')
    return { status: 'unknown' }
  }
}

/** A refund that waits, for example for money in the account at Stripe, may still fail: it is looked up again. */
function outcomeOfRefund({ id, status }: Stripe.Refund, totalRefunded: number): RefundOutcome {
  if (status === 'succeeded') return { status: 'refunded', processorRef: id }
  if (status === 'failed' || status === 'canceled') {
    return { status: 'failed', message: BOUNCED, totalRefunded }
  }
  return { status: 'unknown' }
}

const GONE = new Set(['failed', 'canceled'])

/** What has gone back to the card or is on its way there, postage and fee together, in cents. */
const totalOf = (refunds: Stripe.Refund[]) =>
  refunds.reduce((sum, { amount, status }) => sum + (GONE.has(status ?? '') ? 0 : amount), 0)
