import type { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import type { Charge, ChargeOutcome } from '../card-processor'
import { listAll, PAGE } from './list-all'
import { outcomeOfIntent } from './outcome-of-intent'
import { outcomeOfSession } from './outcome-of-session'
import { retrieveSession } from './retrieve-session'
import { stripeClient } from './stripe-client'

/** Stripe's clock and the database's may differ. */
const CLOCKS_DIFFER_S = 5 * 60
/** A charge is made within a day of its refill; a page for it may be made on that day and is open for another. */
const WITHIN_S = 50 * 3600

/**
 * Finds the payment of a refill in Stripe's books, by the refill's id in the metadata. Null if nothing was charged and
 * nothing can be charged any more. It reads lists, because Stripe's search lags behind.
 */
export async function findPayment(
  settings: StripeSettings,
  charge: Charge,
  until: number,
): Promise<ChargeOutcome | null> {
  const { paymentIntents, checkout } = stripeClient(settings)
  const { lookUpSince, requestedAt } = charge
  const earliest = Math.min(requestedAt.getTime(), lookUpSince?.getTime() ?? Infinity)
  const where = {
    // A database that has lost a charge may have lost its customer, too.
    customer: lookUpSince === null ? (charge.customer ?? undefined) : undefined,
    created: {
      gte: Math.floor(earliest / 1000) - CLOCKS_DIFFER_S,
      ...(lookUpSince === null && { lte: Math.floor(requestedAt.getTime() / 1000) + WITHIN_S }),
    },
    limit: PAGE,
  }
  const isOfRefill = ({ metadata }: { metadata: Stripe.Metadata | null }) => metadata?.refill === charge.idempotencyKey
  const intents = (
    await listAll((after, options) => paymentIntents.list({ ...where, starting_after: after }, options), until)
  ).filter(isOfRefill)
  const succeeded = intents.find(({ status }) => status === 'succeeded')
  if (succeeded) return { status: 'succeeded', processorRef: succeeded.id }

  // A canceled intent was replaced by a page, or is about to be.
  const sessions = (
    await listAll((after, options) => checkout.sessions.list({ ...where, starting_after: after }, options), until)
  ).filter(isOfRefill)
  // The newest counts, unless another one was gone through or still can be.
  const session = sessions.find(({ status }) => status !== 'expired') ?? sessions[0]
  if (session) return outcomeOfSession(await retrieveSession(settings, session.id, until))
  const open = intents.find(({ status }) => status !== 'canceled')
  return open ? outcomeOfIntent(settings, charge, open, until) : null
}
