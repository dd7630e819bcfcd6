import { Books, type Charge, type Dispute, type Intent } from './books'
import { declineMessage, magicCards, OWN_CODES } from './magic-cards'
import { StripeProblem } from './stripe-problem'

/** How a payment is tried: by us alone, or with the person there, who approves it at their bank or does not. */
type Way = 'off_session' | 'approved' | 'refused'

/** Tries to take a payment from its card. Throws the answer of Stripe's that says that it was declined. */
export function tryPayment(books: Books, intent: Intent, way: Way): void {
  const method = Books.get(books.methods, intent.payment_method!, 'PaymentMethod', 'payment_method')
  const card = magicCards[books.numbers.get(method.id)!]!
  const ordered = books.ordered.get(method.id)?.shift() ?? books.ordered.get('*')?.shift()
  const code =
    ordered ??
    (card.mustConfirm && way === 'off_session'
      ? 'authentication_required'
      : way === 'refused'
        ? 'authentication_failed'
        : card.declines)
  if (code !== undefined) return decline(books, intent, code)

  const charge = makeCharge(books, intent)
  charge.balance_transaction = books.move('charge', intent.amount, charge.id, intent.description).id
  Object.assign(intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
  })
  books.tell('charge.succeeded', charge)
  books.tell('payment_intent.succeeded', intent)
  if (card.disputed) openDispute(books, charge, card.disputed.reason, card.disputed.status)
}

function makeCharge(books: Books, intent: Intent): Charge {
  const charge: Charge = {
    id: books.id('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: intent.amount,
    amount_refunded: 0,
    captured: true,
    created: books.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: null,
    livemode: books.livemode,
    metadata: { ...intent.metadata },
    paid: true,
    payment_intent: intent.id,
    payment_method: intent.payment_method!,
    refunded: false,
    status: 'succeeded',
    balance_transaction: null,
  }
  books.charges.set(charge.id, charge)
  return charge
}

function decline(books: Books, intent: Intent, code: string): void {
  const error =
    code === 'authentication_required'
      ? {
          type: 'card_error',
          code,
          decline_code: code,
          message: 'Your card was declined. This transaction requires authentication.',
        }
      : code === 'authentication_failed'
        ? {
            type: 'card_error',
            code: 'payment_intent_authentication_failure',
            message: 'The provided PaymentMethod has failed authentication.',
          }
        : OWN_CODES.has(code)
          ? { type: 'card_error', code, message: declineMessage(code) }
          : { type: 'card_error', code: 'card_declined', decline_code: code, message: declineMessage(code) }
  Object.assign(intent, { status: 'requires_payment_method', last_payment_error: error })
  books.tell('payment_intent.payment_failed', intent)
  throw new StripeProblem(402, { ...error, payment_intent: structuredClone(intent) })
}

/** The cardholder's bank takes the money back, or only asks about it (`warning_needs_response`). */
export function openDispute(
  books: Books,
  charge: Charge,
  reason: string,
  status: Dispute['status'],
  amount = charge.amount,
): Dispute {
  const dispute: Dispute = {
    id: books.id('du'),
    object: 'dispute',
    amount,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    created: books.now(),
    currency: charge.currency,
    livemode: books.livemode,
    metadata: {},
    reason,
    status,
    is_charge_refundable: status.startsWith('warning'),
    balance_transactions: [],
  }
  books.disputes.set(dispute.id, dispute)
  charge.disputed = true
  if (!status.startsWith('warning')) withdraw(books, dispute)
  books.tell('charge.dispute.created', dispute)
  if (!status.startsWith('warning')) books.tell('charge.dispute.funds_withdrawn', dispute)
  return dispute
}

/** The bank has decided, or an inquiry has become a dispute. */
export function changeDispute(books: Books, dispute: Dispute, status: Dispute['status']): void {
  const wasTaken = dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0
  dispute.status = status
  if (status === 'won' && wasTaken) {
    dispute.balance_transactions.push(books.move('adjustment', dispute.amount, dispute.id, 'Chargeback reversal'))
    books.tell('charge.dispute.funds_reinstated', dispute)
  }
  if (['needs_response', 'under_review', 'lost'].includes(status) && !wasTaken) {
    withdraw(books, dispute)
    books.tell('charge.dispute.funds_withdrawn', dispute)
  }
  books.tell(
    ['won', 'lost', 'warning_closed', 'prevented'].includes(status)
      ? 'charge.dispute.closed'
      : 'charge.dispute.updated',
    dispute,
  )
}

function withdraw(books: Books, dispute: Dispute): void {
  dispute.balance_transactions.push(books.move('adjustment', -dispute.amount, dispute.id, 'Chargeback withdrawal'))
}
