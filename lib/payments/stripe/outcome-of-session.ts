import type { Stripe } from 'stripe'
import type { ChargeOutcome } from '../card-processor'

/** The outcome of a charge, by the page where the person confirms it. While the page is open, they may try again. */
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
