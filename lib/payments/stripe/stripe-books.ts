import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import type { BooksResult, ProcessorBooks, ProcessorPayment } from '../card-processor'
import { callStripe, StripeUnavailable } from './call-stripe'
import { describeError, isStripeFailure } from './describe-error'
import { stripeClient } from './stripe-client'

const PAGE = 100

/** Stripe's books: its balance transactions, and the charges, refunds and disputes of a payment. */
export const stripeBooks = (settings: StripeSettings): ProcessorBooks => ({
  readPayments: (since) => asResult(() => listPayments(settings, since)),
  readPayment: (intent) => asResult(() => findPayment(settings, intent)),
})

async function asResult<Value>(read: () => Promise<Value>): Promise<BooksResult<Value>> {
  try {
    return { ok: true, value: await read() }
  } catch (error) {
    if (!isStripeFailure(error)) throw error
    return {
      ok: false,
      reason: error instanceof StripeUnavailable ? 'unavailable' : 'refused',
      message: error.message,
      facts: describeError(error),
    }
  }
}

async function listPayments(settings: StripeSettings, since: Date): Promise<Map<string, ProcessorPayment>> {
  const payments = new Map<string, ProcessorPayment>()
  const created = { gte: Math.floor(since.getTime() / 1000) }
  const { balanceTransactions } = stripeClient(settings)
  let after: string | undefined
  for (;;) {
    const page = await callStripe((options) =>
      balanceTransactions.list({ created, limit: PAGE, starting_after: after, expand: ['data.source'] }, options),
    )
    for (const transaction of page.data) addTransaction(payments, transaction)
    if (!page.has_more) return payments
    after = page.data.at(-1)!.id
  }
}

/** Payouts, Stripe's own fees and the like have another source, or none: they belong to no card. */
function addTransaction(payments: Map<string, ProcessorPayment>, { amount, source }: Stripe.BalanceTransaction): void {
  if (source === null || typeof source === 'string' || !['charge', 'refund', 'dispute'].includes(source.object)) return
  const { object, payment_intent: intent } = source as Stripe.Charge | Stripe.Refund | Stripe.Dispute
  const ref = intent === null ? source.id : typeof intent === 'string' ? intent : intent.id
  const payment = payments.get(ref) ?? { charged: 0, returned: 0, refill: null }
  payments.set(ref, payment)
  if (object === 'charge') {
    payment.charged += amount
    payment.refill = (source as Stripe.Charge).metadata.refill ?? null
  } else payment.returned -= amount
}

async function findPayment(settings: StripeSettings, intent: string): Promise<ProcessorPayment | null> {
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
