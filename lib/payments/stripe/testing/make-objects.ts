import { Books, type Intent, type Method, type Refund } from './books'
import { magicCards } from './magic-cards'
import { invalid } from './stripe-problem'

type Wanted = { amount: number; customer: string | null; method: string | null } & Partial<
  Pick<Intent, 'description' | 'metadata' | 'statement_descriptor_suffix'>
>

/** A payment that has not been tried yet. */
export function makeIntent(books: Books, { amount, customer, method, ...named }: Wanted): Intent {
  const intent: Intent = {
    id: books.id('pi'),
    object: 'payment_intent',
    amount,
    amount_received: 0,
    canceled_at: null,
    created: books.now(),
    currency: 'usd',
    customer,
    description: null,
    livemode: books.livemode,
    metadata: {},
    statement_descriptor_suffix: null,
    status: method === null ? 'requires_payment_method' : 'requires_confirmation',
    payment_method: method,
    payment_method_types: ['card'],
    capture_method: 'automatic',
    confirmation_method: 'automatic',
    latest_charge: null,
    last_payment_error: null,
    next_action: null,
    ...named,
  }
  books.intents.set(intent.id, intent)
  return intent
}

/** A card that is kept for a customer, by its number. */
export function makeMethod(books: Books, number: string, month: number, year: number, customer: string | null): Method {
  const card = magicCards[number]
  if (!card) throw invalid('Your card number is incorrect.', 'incorrect_number')
  const method: Method = {
    id: books.id('pm'),
    object: 'payment_method',
    created: books.now(),
    livemode: books.livemode,
    metadata: {},
    type: 'card',
    customer,
    card: {
      brand: card.brand,
      display_brand: card.brand,
      country: 'US',
      exp_month: month,
      exp_year: year,
      funding: 'credit',
      last4: number.slice(-4),
    },
  }
  books.methods.set(method.id, method)
  books.numbers.set(method.id, number)
  if (customer !== null) books.tell('payment_method.attached', method)
  return method
}

/** Gives money back to the card, in cents; null for all that is left. */
export function makeRefund(
  books: Books,
  intentId: string,
  amount: number | null,
  more: Partial<Pick<Refund, 'metadata' | 'reason'>> = {},
): Refund {
  const charge = [...books.charges.values()].find(({ payment_intent: of }) => of === intentId)
  if (!charge) throw invalid('This PaymentIntent does not have a successful charge to refund.')
  const taken = [...books.disputes.values()].filter(
    ({ charge: of, balance_transactions: moves }) =>
      of === charge.id && moves.reduce((sum, { amount: move }) => sum + move, 0) < 0,
  )
  const isDisputed = taken.some(({ status }) => status !== 'lost')
  const lost = taken.reduce((sum, { amount: of }) => sum + of, 0)
  const left = Math.max(charge.amount - charge.amount_refunded - lost, 0)
  if (isDisputed) throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, 'charge_disputed')
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded')
  const asked = amount ?? left
  if (asked > left) throw invalid(`Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`)
  const behaviour = magicCards[books.numbers.get(charge.payment_method)!]?.refunds
  const refund: Refund = {
    id: books.id('re'),
    object: 'refund',
    amount: asked,
    charge: charge.id,
    payment_intent: intentId,
    created: books.now(),
    currency: 'usd',
    metadata: {},
    reason: null,
    status: behaviour ?? 'succeeded',
    balance_transaction: null,
    ...more,
  }
  books.refunds.set(refund.id, refund)
  if (refund.status !== 'failed') {
    charge.amount_refunded += asked
    charge.refunded = charge.amount_refunded === charge.amount
    refund.balance_transaction = books.move('refund', -asked, refund.id).id
    books.tell('refund.created', refund)
    books.tell('charge.refunded', charge)
  }
  return refund
}

/** A refund that waited has arrived, or comes back: then its money is in the account again. */
export function changeRefund(books: Books, refund: Refund, status: string): void {
  const isGone = (of: string | null) => of !== 'failed' && of !== 'canceled'
  const cameBack = isGone(refund.status) && !isGone(status)
  refund.status = status
  if (cameBack) {
    const charge = Books.get(books.charges, refund.charge, 'charge')
    charge.amount_refunded -= refund.amount
    charge.refunded = false
    books.move('refund_failure', refund.amount, refund.id)
  }
  books.tell('refund.updated', refund)
  if (status === 'failed') books.tell('refund.failed', refund)
}
