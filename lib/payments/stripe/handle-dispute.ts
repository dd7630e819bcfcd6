import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import { reinstateRefill } from '../../refills/reinstate-refill'
import { reverseRefill } from '../../refills/reverse-refill'
import { callStripe } from './call-stripe'
import { findToldRefill } from './find-told-refill'
import { stripeClient } from './stripe-client'

/**
 * Does what a dispute has come to: Stripe is asked, so that a message that comes late does not undo what a later one did.
 * The bank has the money back from the beginning of a dispute until we win it. An inquiry (`warning_…`), and a dispute that
 * was prevented, take none. One that Stripe itself does not know is none.
 */
export async function handleDispute(settings: StripeSettings, disputeId: string): Promise<void> {
  const dispute = await readDispute(settings, disputeId)
  if (dispute === null) return log.warn({ disputeId }, 'Stripe tells of a dispute that it does not know')
  const { status, reason, payment_intent: intent } = dispute
  if (status.startsWith('warning_') || status === 'prevented' || intent === null || typeof intent === 'string') return
  const told = await findToldRefill(intent.metadata)
  if (!told) return
  const { teamId, refillId } = told
  if (status === 'won') await reinstateRefill(teamId, refillId)
  else
    await reverseRefill(
      { teamId, refillId, processorRef: intent.id },
      `The cardholder disputed this payment with their bank (${reason.replaceAll('_', ' ')}).`,
    )
}

async function readDispute(settings: StripeSettings, id: string): Promise<Stripe.Dispute | null> {
  try {
    return await callStripe((options) =>
      stripeClient(settings).disputes.retrieve(id, { expand: ['payment_intent'] }, options),
    )
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null
    throw error
  }
}
