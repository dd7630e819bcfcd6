import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { CancelOutcome, Charge } from '../card-processor'
import { callStripe, deadline } from './call-stripe'
import { describeError } from './describe-error'
import { outcomeOfSession } from './outcome-of-session'
import { retrieveSession } from './retrieve-session'
import { stripeClient } from './stripe-client'

/** Closes the page where the person is asked to confirm. From then on nobody can pay on it. */
export async function cancelConfirmation(settings: StripeSettings, charge: Charge): Promise<CancelOutcome> {
  const { actionRef, idempotencyKey: refillId } = charge
  if (actionRef === null) return { status: 'unknown' }
  const until = deadline()
  try {
    await closePage(settings, actionRef, until)
    // Not the answer to the closing: a payment may have begun on the page a moment before.
    const session = await retrieveSession(settings, actionRef, until)
    const outcome = outcomeOfSession(session)
    if (outcome.status === 'declined' && outcome.code === 'not_confirmed') return { status: 'canceled' }
    if (outcome.status === 'succeeded' || outcome.status === 'declined') return outcome
    return { status: session.status === 'open' ? 'unknown' : 'under_way' }
  } catch (error) {
    log.warn({ ...describeError(error), refillId }, 'Stripe has not said whether a confirmation is canceled')
    return { status: 'unknown' }
  }
}

/** Stripe refuses to close a page that is not open. What became of it is asked next. */
async function closePage(settings: StripeSettings, id: string, until: number): Promise<void> {
  try {
    await callStripe((options) => stripeClient(settings).checkout.sessions.expire(id, {}, options), until)
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
  }
}
