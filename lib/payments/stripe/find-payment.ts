import type { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import type { Charge, ChargeOutcome } from '../card-processor'
import { callStripe } from './call-stripe'
import { outcomeOfIntent } from './outcome-of-intent'
import { outcomeOfSession } from './outcome-of-session'
import { retrieveSession } from './retrieve-session'
import { stripeClient } from './stripe-client'

/** Stripe's clock and the database's may differ. */
const CLOCKS_DIFFER_S = 5 * 60
/** A charge is made within a day of its refill; a page for it may be made on that day and is open for another. */
const WITHIN_S = 50 * 3600

type Item = { id: string; metadata: Stripe.Metadata | null }
type ReadPage<Found> = (
  after: string | undefined,
  options: Stripe.RequestOptions,
) => Promise<{ data: Found[]; has_more: boolean }>

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
  const requested = Math.floor(charge.requestedAt.getTime() / 1000)
  const where = {
    customer: charge.customer ?? undefined,
    created: { gte: requested - CLOCKS_DIFFER_S, lte: requested + WITHIN_S },
    limit: 100,
  }
  const ofRefill = <Found extends Item>(read: ReadPage<Found>) => readAll(charge.idempotencyKey, until, read)
  const intents = await ofRefill((after, options) => paymentIntents.list({ ...where, starting_after: after }, options))
  const succeeded = intents.find(({ status }) => status === 'succeeded')
  if (succeeded) return { status: 'succeeded', processorRef: succeeded.id }

  // A canceled intent was replaced by a page, or is about to be.
  const sessions = await ofRefill((after, options) =>
    checkout.sessions.list({ ...where, starting_after: after }, options),
  )
  // The newest counts, unless another one was gone through or still can be.
  const session = sessions.find(({ status }) => status !== 'expired') ?? sessions[0]
  if (session) return outcomeOfSession(await retrieveSession(settings, session.id, until))
  const open = intents.find(({ status }) => status !== 'canceled')
  return open ? outcomeOfIntent(settings, charge, open, until) : null
}

async function readAll<Found extends Item>(refillId: string, until: number, read: ReadPage<Found>): Promise<Found[]> {
  const found: Found[] = []
  let after: string | undefined
  for (;;) {
    const page = await callStripe((options) => read(after, options), until)
    found.push(...page.data.filter(({ metadata }) => metadata?.refill === refillId))
    if (!page.has_more) return found
    after = page.data.at(-1)!.id
  }
}
