import { database } from '../../db/client'
import { log } from '../log'
import { finishCardSetup } from '../payments/finish-card-setup'
import type { PaymentEvent, ReportedCharge, ReportedDispute, ReportedRefund } from '../payments/payment-event'
import { recordDetachedCard } from '../payments/record-detached-card'
import { resolveRefill } from './charge-refill'
import { findReportedRefill } from './find-reported-refill'
import { recordProcessorRefund } from './record-processor-refund'
import { reinstateRefill } from './reinstate-refill'
import { recordRefundOutcome } from './resolve-due-card-refunds'
import { reverseRefill } from './reverse-refill'
import { settleCharge } from './settle-charge'

/**
 * Acts on what a card processor reports, in any order and any number of times. That money has moved is recorded from the
 * event. Whether a charge has failed is asked of the processor. Throws if the event must come again.
 */
export async function applyPaymentEvent(event: PaymentEvent): Promise<void> {
  switch (event.type) {
    case 'charge_succeeded': {
      if (await isOurs(event.charge)) await settleCharge(event.charge)
      return
    }
    case 'charge_changed': {
      const refill = await findReportedRefill(event.refill)
      if (refill) await resolveRefill(refill.teamId, refill.refillId)
      return
    }
    case 'charge_refunded': {
      if (await isOurs(event.charge)) await recordProcessorRefund(event.charge, event.totalRefunded)
      return
    }
    case 'refund_failed':
      return failRefund(event.refund)
    case 'dispute_opened':
    // Its opening may not have been reported.
    case 'dispute_lost':
      return reverse(event.dispute)
    case 'dispute_won': {
      const refill = await findReportedRefill(event.dispute.charge)
      if (refill) await reinstateRefill(refill.teamId, refill.refillId)
      return
    }
    case 'card_entered': {
      const finished = await finishCardSetup(event.teamId, event.ref)
      if (!finished.ok && finished.reason === 'unavailable')
        throw new Error('the processor has not said which card was entered')
      return
    }
    case 'card_detached':
      return recordDetachedCard(event.card)
  }
}

/** Somebody may have made a charge of another amount by hand. The reconciliation lists it. */
async function isOurs({ teamId, refillId, processorRef, amount }: ReportedCharge): Promise<boolean> {
  const refill = await findReportedRefill({ teamId, refillId })
  if (refill && refill.total !== amount)
    log.error(
      { teamId, refillId, charge: processorRef },
      'a charge was reported with another amount than its refill has',
    )
  return refill !== null && refill.total === amount
}

async function reverse({ charge, reason }: ReportedDispute): Promise<void> {
  if (await findReportedRefill(charge))
    await reverseRefill(charge, `The cardholder disputed this payment with their bank (${reason}).`)
}

/** The card's bank sent the money back, so the postage returns to the balance. A refund from the dashboard has no id of ours. */
async function failRefund({ refundId, message }: ReportedRefund): Promise<void> {
  if (refundId === null) return
  const [refund] = await database().sql<{ team_id: number }[]>`select team_id from card_refunds where id = ${refundId}`
  if (refund) await recordRefundOutcome(refund.team_id, refundId, { status: 'failed', message })
}
