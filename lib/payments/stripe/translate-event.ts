import { isUuid } from '../../../db/queries/is-uuid'
import type { StripeSettings } from '../../env'
import type { PaymentEvent } from '../payment-event'
import { readDispute } from './read-dispute'
import type { StripeEvent } from './read-event'
import { readRefill, readTeam } from './read-metadata'
import { BOUNCED } from './refund-charge'

type Object<Type extends StripeEvent['type']> = Extract<StripeEvent, { type: Type }>['data']['object']

/**
 * Stripe's message as an event of the port; null if it is about nothing of ours. Throws if Stripe has to be called and
 * does not answer.
 */
export async function translateEvent(settings: StripeSettings, event: StripeEvent): Promise<PaymentEvent | null> {
  switch (event.type) {
    case 'payment_intent.succeeded': {
      const { id, metadata, amount_received: received } = event.data.object
      return chargeSucceeded(metadata, id, received)
    }
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'checkout.session.expired':
      return chargeChanged(event.data.object.metadata)
    case 'checkout.session.completed':
      return sessionCompleted(event.data.object)
    case 'charge.refunded':
      return chargeRefunded(event.data.object)
    case 'refund.failed':
      return refundFailed(event.data.object)
    case 'charge.dispute.created':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed': {
      const now = await readDispute(settings, event.data.object.id)
      return now && { type: `dispute_${now.state}`, dispute: now.dispute }
    }
    case 'payment_method.detached':
      return { type: 'card_detached', card: event.data.object.id }
  }
}

type Metadata = Record<string, string>

function chargeSucceeded(metadata: Metadata, processorRef: string, amount: number): PaymentEvent | null {
  const refill = readRefill(metadata)
  return refill && { type: 'charge_succeeded', charge: { ...refill, processorRef, amount } }
}

function chargeChanged(metadata: Metadata): PaymentEvent | null {
  const refill = readRefill(metadata)
  return refill && { type: 'charge_changed', refill }
}

/** A page is completed when a card was entered on it, or when a payment was confirmed. */
function sessionCompleted(session: Object<'checkout.session.completed'>): PaymentEvent | null {
  const { id, mode, metadata, payment_status: status, payment_intent: intent, amount_total: amount } = session
  if (mode === 'setup') {
    const teamId = readTeam(metadata)
    return teamId === null ? null : { type: 'card_entered', teamId, ref: id }
  }
  if (status === 'paid' && intent !== null && amount !== null) return chargeSucceeded(metadata, intent, amount)
  return chargeChanged(metadata)
}

function chargeRefunded({
  metadata,
  payment_intent: intent,
  amount,
  amount_refunded: totalRefunded,
}: Object<'charge.refunded'>): PaymentEvent | null {
  const refill = readRefill(metadata)
  if (refill === null || intent === null) return null
  return { type: 'charge_refunded', charge: { ...refill, processorRef: intent, amount }, totalRefunded }
}

function refundFailed(refund: Object<'refund.failed'>): PaymentEvent | null {
  const { id, metadata, status, amount, payment_intent: charge } = refund
  if (status !== 'failed') return null
  const refundId = isUuid(metadata.refund ?? '') ? metadata.refund! : null
  return { type: 'refund_failed', refund: { processorRef: id, refundId, charge, amount, message: BOUNCED } }
}
