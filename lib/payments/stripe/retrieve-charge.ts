import { Stripe } from 'stripe'
import { isUuid } from '../../../db/queries/is-uuid'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { ChargeReturn, ReportedCharge } from '../payment-event'
import { callStripe } from './call-stripe'
import { describeCard } from './describe-card'
import { listAll, PAGE } from './list-all'
import { readOrigin, readRefill } from './read-metadata'
import { stripeClient } from './stripe-client'

/**
 * A charge as it is now, with every refund and dispute of it, by its PaymentIntent: a late message never undoes what a
 * later one did. Null if it names no refill, or if Stripe does not know it. Throws if Stripe does not answer.
 */
export async function retrieveCharge(settings: StripeSettings, intentId: string): Promise<ReportedCharge | null> {
  const intent = await retrieve(settings, intentId)
  const refill = intent && readRefill(intent.metadata)
  if (!intent || !refill) return null
  const { refunds, disputes } = stripeClient(settings)
  const where = { payment_intent: intent.id, limit: PAGE }
  const returns =
    intent.amount_received === 0
      ? []
      : [
          ...(await listAll((after, options) => refunds.list({ ...where, starting_after: after }, options))).map(
            readRefund,
          ),
          ...(await listAll((after, options) => disputes.list({ ...where, starting_after: after }, options))).flatMap(
            readDispute,
          ),
        ]
  const { customer, payment_method: method } = intent
  return {
    ...refill,
    processorRef: intent.id,
    amount: intent.amount_received,
    returns,
    origin: {
      ...readOrigin(intent.metadata),
      customer: customer === null || typeof customer === 'string' ? customer : customer.id,
      card: readCard(method),
      chargedAt: new Date(intent.created * 1000),
    },
  }
}

/** The PaymentIntent of a dispute whose message does not name it; null if it has none, or if Stripe does not know it. */
export async function findDisputedPayment(settings: StripeSettings, disputeId: string): Promise<string | null> {
  const dispute = await orMissing((options) => stripeClient(settings).disputes.retrieve(disputeId, {}, options))
  if (dispute === null) log.warn({ disputeId }, 'Stripe reports a dispute that it does not know')
  const intent = dispute?.payment_intent ?? null
  return intent === null || typeof intent === 'string' ? intent : intent.id
}

const retrieve = (settings: StripeSettings, id: string): Promise<Stripe.PaymentIntent | null> =>
  orMissing((options) => stripeClient(settings).paymentIntents.retrieve(id, { expand: ['payment_method'] }, options))

async function orMissing<Found>(request: (options: Stripe.RequestOptions) => Promise<Found>) {
  try {
    return await callStripe(request)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null
    throw error
  }
}

function readCard(method: Stripe.PaymentIntent['payment_method']) {
  if (method === null) return null
  if (typeof method === 'string') return { ref: method, label: 'Card' }
  return { ref: method.id, label: describeCard(method)?.label ?? 'Card' }
}

/** While a refund waits, its money has left the account at Stripe. */
function readRefund({ id, status, amount, metadata, reason }: Stripe.Refund): ChargeReturn {
  const isGone = status !== 'failed' && status !== 'canceled'
  return {
    ref: id,
    kind: 'refund',
    amount: isGone ? amount : 0,
    claimed: amount,
    state: !isGone ? 'failed' : status === 'succeeded' ? 'succeeded' : 'pending',
    reason: reason?.replaceAll('_', ' ') ?? null,
    refund: isUuid(metadata?.refund ?? '') ? metadata!.refund! : null,
  }
}

/** Its balance transactions tell what it has taken. An inquiry (`warning_…`) that has taken nothing is no dispute. */
function readDispute({ id, status, amount, reason, balance_transactions: moves }: Stripe.Dispute): ChargeReturn[] {
  const isInquiry = status.startsWith('warning_') || status === 'prevented'
  const taken = moves.reduce((sum, move) => sum - move.amount, 0)
  if (isInquiry && taken <= 0) return []
  return [
    {
      ref: id,
      kind: 'dispute',
      amount: Math.max(taken, 0),
      claimed: amount,
      state: status === 'won' ? 'won' : status === 'lost' ? 'lost' : 'open',
      reason: reason.replaceAll('_', ' '),
      refund: null,
    },
  ]
}
