import { Books, type Intent, type Session } from './books'
import { makeIntent, makeMethod } from './make-objects'
import { tryPayment } from './try-payment'

/** The person has gone through the page, and the payment is on its way: the page is complete, and not paid yet. */
export function waitForPayment(books: Books, session: Session, number: string): void {
  const method = makeMethod(books, number, 12, new Date().getUTCFullYear() + 4, null)
  const intent = makeIntent(books, {
    amount: session.amount_total!,
    customer: session.customer,
    method: method.id,
    ...books.sessionData.get(session.id),
  })
  intent.status = 'processing'
  Object.assign(session, { status: 'complete', payment_intent: intent.id, url: null })
  books.tell('checkout.session.completed', session)
}

export type Hanging = {
  refill: string
  status: Intent['status']
  /** The code of its decline. */
  failure?: string
  /** In cents, of a payment that is made for this. */
  amount?: number
}

/**
 * Puts the newest payment of a refill into a state, as where Stripe broke off in its work. Without a payment, the newest
 * customer has one from now on. `succeeded` takes the money.
 */
export function hangPayment(books: Books, { refill, status, failure, amount = 103_50 }: Hanging): Intent {
  const intent =
    [...books.intents.values()].findLast(({ metadata }) => metadata.refill === refill) ?? begin(books, refill, amount)
  if (status === 'succeeded') {
    tryPayment(books, intent, 'approved')
    const page = [...books.sessions.values()].find(({ payment_intent: of }) => of === intent.id)
    if (page) page.payment_status = 'paid'
    return intent
  }
  const error = failure && { type: 'card_error', code: 'card_declined', decline_code: failure, message: 'Declined.' }
  return Object.assign(intent, { status, last_payment_error: error || null })
}

function begin(books: Books, refill: string, amount: number): Intent {
  const method = [...books.methods.values()].findLast(({ customer }) => customer !== null)!
  const { id: customer, metadata } = Books.get(books.customers, method.customer!, 'customer')
  return makeIntent(books, { amount, customer, method: method.id, metadata: { ...metadata, refill } })
}
