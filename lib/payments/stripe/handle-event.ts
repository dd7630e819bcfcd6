import { database } from '../../../db/client'
import { isUuid } from '../../../db/queries/is-uuid'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import { resolveRefill } from '../../refills/charge-refill'
import { recordProcessorRefund } from '../../refills/record-processor-refund'
import { recordRefundOutcome } from '../../refills/resolve-due-card-refunds'
import { settleCharge, type ReportedCharge } from '../../refills/settle-charge'
import { findToldRefill } from './find-told-refill'
import { finishCardSetup } from './finish-card-setup'
import { handleDispute } from './handle-dispute'
import type { StripeEvent } from './read-event'
import { BOUNCED } from './refund-charge'

/**
 * Does what a message of Stripe's asks for, whatever the order in which they come and however often. That money has moved
 * is recorded from the message; that a payment failed is asked of Stripe, since it may have been tried again or replaced.
 * What is not ours changes nothing. Throws where Stripe should send the message again.
 */
export async function handleEvent(settings: StripeSettings, event: StripeEvent): Promise<void> {
  switch (event.type) {
    case 'payment_intent.succeeded': {
      const { id, metadata, amount_received: received } = event.data.object
      return settle(metadata, id, received)
    }
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return ask(event.data.object.metadata)
    case 'charge.refunded':
      return refunded(event.data.object)
    case 'refund.failed':
      return refundFailed(event.data.object)
    case 'charge.dispute.created':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed':
      return handleDispute(settings, event.data.object.id)
    case 'checkout.session.completed':
      return sessionCompleted(event.data.object)
    case 'checkout.session.expired':
      return ask(event.data.object.metadata)
    case 'payment_method.detached':
      await database().sql`select record_detached_card(${event.data.object.id})`
  }
}

type Metadata = Record<string, string>
type Told<Type extends StripeEvent['type']> = Extract<StripeEvent, { type: Type }>['data']['object']

async function settle(metadata: Metadata, intent: string, amount: number): Promise<void> {
  const charge = await toldCharge(metadata, intent, amount)
  if (charge) await settleCharge(charge)
}

/** A charge of ours, unless the amount is another: then somebody made it by hand, and the reconciliation will say so. */
async function toldCharge(metadata: Metadata, intent: string, amount: number): Promise<ReportedCharge | null> {
  const told = await findToldRefill(metadata)
  if (!told) return null
  if (told.total !== amount) {
    log.error(
      { teamId: told.teamId, refillId: told.refillId, intent },
      'Stripe tells of a payment of another amount than the refill’s',
    )
    return null
  }
  return { teamId: told.teamId, refillId: told.refillId, processorRef: intent }
}

async function ask(metadata: Metadata): Promise<void> {
  const told = await findToldRefill(metadata)
  if (told) await resolveRefill(told.teamId, told.refillId)
}

/** Its total of what went back is the truth, whoever sent it back; the payment itself may not have been told of yet. */
async function refunded({
  metadata,
  payment_intent: intent,
  amount,
  amount_refunded: total,
}: Told<'charge.refunded'>): Promise<void> {
  const charge = intent === null ? null : await toldCharge(metadata, intent, amount)
  if (charge) await recordProcessorRefund(charge, total)
}

/** Days after it went through: the card's bank has sent it back to Stripe, and so the postage is the team's again. */
async function refundFailed({ metadata, status }: Told<'refund.failed'>): Promise<void> {
  const refundId = metadata.refund ?? ''
  if (status !== 'failed' || !isUuid(refundId)) return
  const [refund] = await database().sql<{ team_id: number }[]>`select team_id from card_refunds where id = ${refundId}`
  if (refund) await recordRefundOutcome(refund.team_id, refundId, { status: 'failed', message: BOUNCED })
}

async function sessionCompleted(session: Told<'checkout.session.completed'>): Promise<void> {
  const { id, mode, metadata, payment_status: status, payment_intent: intent, amount_total: amount } = session
  if (mode === 'setup') {
    const team = metadata.team ?? ''
    const finished = /^\d{1,15}$/.test(team) ? await finishCardSetup(Number(team), id) : 'not_found'
    if (finished === 'cards_away') throw new Error('Stripe has not said which card was added')
  } else if (status === 'paid' && intent !== null && amount !== null) await settle(metadata, intent, amount)
  else await ask(metadata)
}
