import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { ReportedDispute } from '../payment-event'
import { callStripe } from './call-stripe'
import { readRefill } from './read-metadata'
import { stripeClient } from './stripe-client'

export type DisputeNow = { state: 'opened' | 'won' | 'lost'; dispute: ReportedDispute }

/**
 * A dispute as it is now, so that a late message does not undo what a later one did. Null if it takes no money (an
 * inquiry, `warning_…`, or a dispute that was prevented), is not for a refill, or is unknown to Stripe.
 * Throws if Stripe does not answer.
 */
export async function readDispute(settings: StripeSettings, disputeId: string): Promise<DisputeNow | null> {
  const dispute = await retrieve(settings, disputeId)
  if (dispute === null) return null
  const { id, status, reason, amount, payment_intent: intent } = dispute
  if (status.startsWith('warning_') || status === 'prevented' || intent === null || typeof intent === 'string')
    return null
  const refill = readRefill(intent.metadata)
  if (refill === null) return null
  return {
    state: status === 'won' ? 'won' : status === 'lost' ? 'lost' : 'opened',
    dispute: {
      processorRef: id,
      charge: { ...refill, processorRef: intent.id, amount: intent.amount_received },
      amount,
      reason: reason.replaceAll('_', ' '),
    },
  }
}

async function retrieve(settings: StripeSettings, id: string): Promise<Stripe.Dispute | null> {
  try {
    return await callStripe((options) =>
      stripeClient(settings).disputes.retrieve(id, { expand: ['payment_intent'] }, options),
    )
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')) throw error
    log.warn({ disputeId: id }, 'Stripe reports a dispute that it does not know')
    return null
  }
}
