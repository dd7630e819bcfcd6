import type { StripeSettings } from '../../env'
import type { PaymentEvent } from '../payment-event'
import { findDisputedPayment, retrieveCharge } from './retrieve-charge'
import type { StripeEvent } from './read-event'
import { readRefill, readTeam } from './read-metadata'

type Session = Extract<StripeEvent, { data: { object: { mode: string } } }>['data']['object']

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
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return chargeChanged(event.data.object.metadata)
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.completed':
      return sessionCompleted(event.data.object)
    case 'charge.refunded':
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return reportCharge(settings, event.data.object.payment_intent)
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed': {
      const { id, payment_intent: intent = null } = event.data.object
      return reportCharge(settings, intent ?? (await findDisputedPayment(settings, id)))
    }
    case 'payment_method.detached':
      return { type: 'card_detached', card: event.data.object.id }
  }
}

/** Every charge of ours belongs to a PaymentIntent. */
async function reportCharge(settings: StripeSettings, intent: string | null): Promise<PaymentEvent | null> {
  const charge = intent === null ? null : await retrieveCharge(settings, intent)
  return charge && { type: 'charge_reported', charge }
}

type Metadata = Record<string, string>

/** That a charge has succeeded needs no request: its refill is posted even while Stripe does not answer. */
function chargeSucceeded(metadata: Metadata, processorRef: string, amount: number): PaymentEvent | null {
  const refill = readRefill(metadata)
  return refill && { type: 'charge_reported', charge: { ...refill, processorRef, amount, returns: null, origin: null } }
}

function chargeChanged(metadata: Metadata): PaymentEvent | null {
  const refill = readRefill(metadata)
  return refill && { type: 'charge_changed', refill }
}

/** A page is completed when a card was entered on it, or when a payment was confirmed. */
function sessionCompleted(session: Session): PaymentEvent | null {
  const { id, mode, metadata, payment_status: status, payment_intent: intent, amount_total: amount } = session
  if (mode === 'setup') {
    const teamId = readTeam(metadata)
    return teamId === null ? null : { type: 'card_entered', teamId, ref: id }
  }
  if (status === 'paid' && intent !== null && amount !== null) return chargeSucceeded(metadata, intent, amount)
  return chargeChanged(metadata)
}
