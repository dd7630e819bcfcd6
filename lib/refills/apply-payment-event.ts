import { database } from '../../db/client'
import { readDatabaseTime } from '../../db/queries/database-time'
import { log } from '../log'
import { finishCardSetup } from '../payments/finish-card-setup'
import type { PaymentEvent, RefillName, ReportedCharge } from '../payments/payment-event'
import { cardProcessor } from '../payments/processor'
import { recordDetachedCard } from '../payments/record-detached-card'
import { resolveRefill } from './charge-refill'
import { recordCharge, type RecordedCharge } from './record-charge'
import { recoverRefill } from './recover-refill'

/**
 * Acts on what a card processor reports, in any order and any number of times. `readAt` is the database's time just
 * before the event was read from the processor. Whether a charge has failed is asked of the processor. Throws if the
 * event must come again.
 */
export async function applyPaymentEvent(event: PaymentEvent, readAt: string): Promise<void> {
  switch (event.type) {
    case 'charge_reported': {
      await applyCharge(event.charge, readAt)
      return
    }
    case 'charge_changed': {
      if (await isKnown(event.refill)) await resolveRefill(event.refill.teamId, event.refill.refillId)
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

export type AppliedCharge = RecordedCharge | 'recovered'

/**
 * Records a charge. A refill that this database has lost is made again first, if the payment is ours (`recoverRefill`).
 * Throws if the processor has to be asked for that and does not answer.
 */
export async function applyCharge(charge: ReportedCharge, readAt: string, isBooking = false): Promise<AppliedCharge> {
  const outcome = await recordCharge(charge, readAt)
  if (outcome === 'other_amount')
    log.error(
      { teamId: charge.teamId, refillId: charge.refillId, charge: charge.processorRef },
      'a charge was reported with another amount than its refill has',
    )
  if (outcome !== 'unknown') return outcome
  const whole = charge.origin === null ? await readWhole(charge.processorRef) : { charge, readAt }
  if (whole === null) return 'unknown'
  const recovered = await recoverRefill(whole.charge, isBooking)
  if (recovered !== 'recovered' && recovered !== 'known') return 'unknown'
  const recorded = await recordCharge(whole.charge, whole.readAt)
  return recovered === 'recovered' ? 'recovered' : recorded
}

async function readWhole(processorRef: string) {
  const { books } = cardProcessor()
  const readAt = await readDatabaseTime()
  const read = await books?.readCharge(processorRef)
  if (read && !read.ok) throw new Error('the processor has not said what a charge is for')
  return read?.value ? { charge: read.value, readAt } : null
}

async function isKnown({ teamId, refillId }: RefillName): Promise<boolean> {
  const [found] = await database()
    .sql`select from refills where team_id = ${teamId} and id = ${refillId} and payment_method_type = 'credit_card'`
  return found !== undefined
}
