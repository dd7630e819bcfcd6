import type { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import type { ProcessorBooks, ProcessorMessage, ProcessorPayment } from '../card-processor'
import { asResult } from './as-result'
import { listAll, PAGE } from './list-all'
import { retrieveCharge } from './retrieve-charge'
import { readEventObject, STRIPE_EVENT_TYPES } from './read-event'
import { readOrigin, readRefill } from './read-metadata'
import { stripeClient } from './stripe-client'
import { translate } from './stripe-webhooks'

/** Stripe's books: its balance transactions, the charges, refunds and disputes of a payment, and its messages. */
export const stripeBooks = (settings: StripeSettings): ProcessorBooks => ({
  readPayments: (since) => asResult(() => listPayments(settings, since)),
  readCharge: (intent) => asResult(() => retrieveCharge(settings, intent)),
  readMessages: (since) => asResult(() => listMessages(settings, since)),
})

async function listPayments(settings: StripeSettings, since: Date): Promise<Map<string, ProcessorPayment>> {
  const payments = new Map<string, ProcessorPayment>()
  const { balanceTransactions } = stripeClient(settings)
  const where = { created: { gte: seconds(since) }, limit: PAGE, expand: ['data.source'] }
  const transactions = await listAll((after, options) =>
    balanceTransactions.list({ ...where, starting_after: after }, options),
  )
  for (const transaction of transactions) addTransaction(payments, transaction)
  return payments
}

/** Payouts, Stripe's own fees and the like have another source, or none: they belong to no card. */
function addTransaction(payments: Map<string, ProcessorPayment>, { amount, source }: Stripe.BalanceTransaction): void {
  if (source === null || typeof source === 'string' || !['charge', 'refund', 'dispute'].includes(source.object)) return
  const { object, payment_intent: intent } = source as Stripe.Charge | Stripe.Refund | Stripe.Dispute
  const ref = intent === null ? source.id : typeof intent === 'string' ? intent : intent.id
  const payment = payments.get(ref) ?? {
    charged: 0,
    returned: 0,
    refill: null,
    team: null,
    installation: null,
    isChargeRead: false,
  }
  payments.set(ref, payment)
  if (object === 'charge') {
    const { metadata } = source as Stripe.Charge
    const named = readRefill(metadata)
    payment.charged += amount
    payment.isChargeRead = true
    payment.refill = named?.refillId ?? null
    payment.team = named?.teamId ?? null
    payment.installation = readOrigin(metadata).installation
  } else payment.returned -= amount
}

/** Stripe keeps messages for 30 days. They are listed newest first. */
async function listMessages(settings: StripeSettings, since: Date): Promise<ProcessorMessage[]> {
  const where = { created: { gte: seconds(since) }, limit: PAGE, types: [...STRIPE_EVENT_TYPES] }
  const { events } = stripeClient(settings)
  const found = await listAll((after, options) => events.list({ ...where, starting_after: after }, options))
  return found.reverse().flatMap((given) => {
    const read = readEventObject(given)
    if (!read.ok || read.livemode !== settings.live || read.event === null) return []
    const { id, type, created, event } = read
    return [{ id, type, createdAt: created, translate: () => translate(settings, event) }]
  })
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
