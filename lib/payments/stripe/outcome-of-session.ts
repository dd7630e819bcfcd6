import type { Stripe } from 'stripe'
import type { ChargeOutcome } from '../card-processor'

/** What a page for a payment says of it. On an open page the person may try again, whatever their bank has said so far. */
export function outcomeOfSession({
  id,
  url,
  status,
  payment_status: paid,
  payment_intent: intent,
}: Stripe.Checkout.Session): ChargeOutcome {
  if (paid === 'paid' && intent !== null) {
    return { status: 'succeeded', processorRef: typeof intent === 'string' ? intent : intent.id }
  }
  if (status === 'open' && url !== null) return { status: 'action_required', ref: id, url }
  if (status !== 'expired') return { status: 'unknown' }
  return {
    status: 'declined',
    code: 'not_confirmed',
    message:
      'The card’s bank asked for a confirmation, and it was not given within 24 hours. The card was not charged.',
  }
}
