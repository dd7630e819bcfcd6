import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { Charge, ChargeOutcome } from '../card-processor'
import { deadline } from './call-stripe'
import { outcomeOfSession } from './outcome-of-session'
import { findPayment } from './find-payment'
import { describeError } from './describe-error'
import { ageOf, NEVER_CHARGED } from './never-charged'
import { retrieveSession } from './retrieve-session'

/** Stripe keeps an idempotency key for at least 24 hours. We rely on it for one hour less. */
const RELY_ON_KEY_MS = 23 * 3_600_000

/**
 * What became of a charge. If the person was asked to confirm, the page tells. Otherwise null for as long as Stripe keeps
 * the key: then a repeat of the charge is the safest way to learn it. After that, Stripe's books tell: if nothing is in
 * them, the card was never charged.
 */
export async function findCharge(settings: StripeSettings, charge: Charge): Promise<ChargeOutcome | null> {
  const { actionRef, idempotencyKey: refillId } = charge
  if (actionRef === null && ageOf(charge) < RELY_ON_KEY_MS) return null
  const until = deadline()
  try {
    if (actionRef !== null) {
      return outcomeOfSession(await retrieveSession(settings, actionRef, until))
    }
    return (await findPayment(settings, charge, until)) ?? NEVER_CHARGED
  } catch (error) {
    log.warn({ ...describeError(error), refillId }, 'Stripe has not said what became of a charge')
    return { status: 'unknown' }
  }
}
