import type { Stripe } from 'stripe'
import type { ChargeOutcome } from '../card-processor'
import { describeDecline } from './describe-decline'
import { NEVER_CHARGED } from './never-charged'

/**
 * The outcome of a charge, by the page where the person confirms it, with its payment. While the page is open, they may
 * try again. A page that is complete and not paid is no decline: its payment is on its way, or says what became of it.
 */
export function outcomeOfSession(session: Stripe.Checkout.Session): ChargeOutcome {
  const { id, url, status, payment_status: paid, payment_intent: intent } = session
  const payment = typeof intent === 'string' ? null : intent
  if (intent !== null && (paid === 'paid' || payment?.status === 'succeeded'))
    return { status: 'succeeded', processorRef: typeof intent === 'string' ? intent : intent.id }
  if (status === 'open' && url !== null) return { status: 'action_required', ref: id, url }
  if (status === 'expired') {
    // Stripe cancels the payment with the page. Until it has, an attempt of the last moment may still succeed.
    return payment === null || payment.status === 'canceled' || payment.status === 'requires_payment_method'
      ? notConfirmed(session)
      : { status: 'unknown' }
  }
  if (status !== 'complete' || payment === null) return { status: 'unknown' }
  const { last_payment_error: failure } = payment
  if (payment.status === 'canceled') return NEVER_CHARGED
  if (payment.status === 'requires_payment_method' && failure !== null)
    return describeDecline(failure.decline_code || failure.code)
  return { status: 'unknown' }
}

const notConfirmed = ({ expires_at: expiresAt }: Stripe.Checkout.Session): ChargeOutcome => ({
  status: 'declined',
  code: 'not_confirmed',
  message:
    expiresAt * 1000 > Date.now()
      ? 'The card’s bank asked for a confirmation, and its page was closed before it was given. The card was not charged.'
      : 'The card’s bank asked for a confirmation, and it was not given within 24 hours. The card was not charged.',
})
