import { Stripe } from 'stripe'
import type { Moved } from '../../../db/queries/reconciliations'
import type { StripeSettings } from '../../env'
import { callStripe } from './call-stripe'
import { stripeClient } from './stripe-client'

/** A payment in Stripe's books, and the refill that its metadata names, where that is known. */
export type StripePayment = Moved & { refill: string | null }

const PAGE = 100

/** What has moved at Stripe since then, by payment: its balance transactions for charges, refunds and disputes. */
export async function readStripePayments(settings: StripeSettings, since: Date): Promise<Map<string, StripePayment>> {
  const payments = new Map<string, StripePayment>()
  const created = { gte: Math.floor(since.getTime() / 1000) }
  const { balanceTransactions } = stripeClient(settings)
  let after: string | undefined
  for (;;) {
    const page = await callStripe((options) =>
      balanceTransactions.list({ created, limit: PAGE, starting_after: after, expand: ['data.source'] }, options),
    )
    for (const transaction of page.data) note(payments, transaction)
    if (!page.has_more) return payments
    after = page.data.at(-1)!.id
  }
}

/** Payouts, Stripe's own fees and the like are no card's business: they have another source, or none. */
function note(payments: Map<string, StripePayment>, { amount, source }: Stripe.BalanceTransaction): void {
  if (source === null || typeof source === 'string' || !['charge', 'refund', 'dispute'].includes(source.object)) return
  const { object, payment_intent: intent } = source as Stripe.Charge | Stripe.Refund | Stripe.Dispute
  const name = intent === null ? source.id : typeof intent === 'string' ? intent : intent.id
  const payment = payments.get(name) ?? { charged: 0, returned: 0, refill: null }
  payments.set(name, payment)
  if (object === 'charge') {
    payment.charged += amount
    payment.refill = (source as Stripe.Charge).metadata.refill ?? null
  } else payment.returned -= amount
}

/** All that Stripe says of one payment, whenever it was; null where it does not know it. */
export async function readStripePayment(settings: StripeSettings, intent: string): Promise<StripePayment | null> {
  const { charges, refunds, disputes } = stripeClient(settings)
  const where = { payment_intent: intent, limit: PAGE }
  try {
    const charged = (await callStripe((options) => charges.list(where, options))).data.filter(
      ({ paid, captured }) => paid && captured,
    )
    if (charged.length === 0) return null
    const returned = (await callStripe((options) => refunds.list(where, options))).data
    const disputed = (await callStripe((options) => disputes.list(where, options))).data.flatMap(
      (dispute) => dispute.balance_transactions,
    )
    const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
    return {
      charged: sum(charged.map(({ amount_captured: amount }) => amount)),
      returned:
        sum(returned.filter(({ status }) => status !== 'failed' && status !== 'canceled').map(({ amount }) => amount)) -
        sum(disputed.map(({ amount }) => amount)),
      refill: charged[0]!.metadata.refill ?? null,
    }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return null
    throw error
  }
}
