import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { Refund, RefundOutcome } from '../card-processor'
import { callStripe, deadline } from './call-stripe'
import { describeError } from './describe-error'
import { listAll, PAGE } from './list-all'
import { stripeClient } from './stripe-client'

/** The card's bank sent the money back. */
const BOUNCED = 'The card’s bank did not take the money back; the card may be closed.'

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
  try {
    const known = await listAll(
      (after, options) => refunds.list({ payment_intent: charge, limit: PAGE, starting_after: after }, options),
      until,
    )
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
    return outcomeOfRefund(refund)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      log.error({ ...describeError(error), refundId: idempotencyKey }, 'Stripe refused a refund')
      return {
        status: 'failed',
        message: MESSAGES[error.code ?? ''] ?? 'The card processor refused to give this amount back.',
      }
    }
    log.warn({ ...describeError(error), refundId: idempotencyKey }, 'Stripe has not said what became of a refund')
    return { status: 'unknown' }
  }
}

/** A refund that waits, for example for money in the account at Stripe, may still fail: it is looked up again. */
function outcomeOfRefund({ id, status }: Stripe.Refund): RefundOutcome {
  if (status === 'succeeded') return { status: 'refunded', processorRef: id }
  if (status === 'failed' || status === 'canceled') return { status: 'failed', message: BOUNCED }
  return { status: 'unknown' }
}
