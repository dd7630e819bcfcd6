import { Books, type Dispute } from './books'
import { changeRefund, makeIntent, makeMethod, makeRefund } from './make-objects'
import type { IdempotencyKeys } from './idempotency'
import type { Reaction, Reactions } from './reactions'
import { completePayment, completeSetup, expireSession, expireSessions } from './sessions'
import { hangPayment, waitForPayment, type Hanging } from './slow-payments'
import { deliverWebhook, sendWebhook, type Sending } from './send-webhooks'
import { changeDispute, openDispute, tryPayment } from './try-payment'

/** Where events are sent by themselves, and whether they are. */
export type Endpoint = { url: string | null; secret: string }

/** What a test may ask of the fake Stripe and nobody of Stripe; each takes and answers JSON. */
export type Controls = {
  /** How the next requests are treated; `clear` forgets what was ordered before. */
  react(order: { reactions: Reaction[]; clear?: boolean }): object
  /** A customer's card, as if it had been added on a page. */
  card(order: { number: string; customer: string; month?: number; year?: number }): object
  /** The next charges of a card (of any, without one) are declined for these reasons. */
  decline(order: { card?: string; codes: string[] }): object
  /** The clock goes ahead: pages expire, keys are forgotten. */
  clock(order: { hours: number }): object
  /** Sends events from now on by themselves, to this address; null: none. */
  webhooks(order: { url: string | null }): object
  /** Sends one event that has happened; answers the status that it got. */
  send(order: { event: string; url: string } & Sending): Promise<object>
  /** Of the whole charge without an amount. A charge can have several. */
  dispute(order: { intent: string; reason?: string; status?: Dispute['status']; amount?: number }): object
  decide(order: { dispute: string; status: Dispute['status'] }): object
  /** Somebody gives money back in Stripe's dashboard; all that is left without an amount. */
  refund(order: { intent: string; amount?: number }): object
  refunded(order: { refund: string; status: string }): object
  detach(order: { card: string }): object
  /** The person goes through a page: adds a card, pays, pays in a way that takes longer, or lets the page expire. */
  person(order: { session: string; number?: string; does: 'add' | 'approve' | 'decline' | 'wait' | 'expire' }): object
  /** A payment that hangs: begun (`requires_confirmation`), on its way (`processing`), or decided at last. */
  hang(order: Hanging): object
  /** A paid payment is paid again under the same names, as on a page for a confirmation that was opened twice. */
  payAgain(order: { intent: string }): object
  /** The books, and the requests that came. */
  books(order: object): object
  /** Everything begins again, as in a new account. */
  forget(order: object): object
}

export type Request = {
  method: string
  path: string
  params: unknown
  key: string | null
  version: string | null
  status: number
}

export function controls(
  books: Books,
  keys: IdempotencyKeys,
  reactions: Reactions,
  endpoint: Endpoint,
  requests: Request[],
): Controls {
  books.onEvent = (event) => {
    if (endpoint.url !== null) void deliverWebhook(endpoint.url, event, endpoint.secret)
  }
  const session = (id: string) => Books.get(books.sessions, id, 'checkout.session')
  return {
    react({ reactions: ordered, clear }) {
      if (clear) reactions.clear()
      reactions.order(...ordered)
      return {}
    },
    card: ({ number, customer, month = 12, year = new Date().getUTCFullYear() + 4 }) =>
      makeMethod(books, number, month, year, Books.get(books.customers, customer, 'customer').id),
    decline({ card = '*', codes }) {
      books.ordered.set(card, [...(books.ordered.get(card) ?? []), ...codes])
      return {}
    },
    clock({ hours }) {
      books.ahead += hours * 3600
      expireSessions(books)
      return { now: books.now() }
    },
    webhooks({ url }) {
      endpoint.url = url
      return {}
    },
    async send({ event, url, ...sending }) {
      return { status: await sendWebhook(url, Books.get(books.events, event, 'event'), endpoint.secret, sending) }
    },
    dispute({ intent, reason = 'fraudulent', status = 'needs_response', amount }) {
      const charge = [...books.charges.values()].find(({ payment_intent: of }) => of === intent)
      return openDispute(books, Books.get(books.charges, charge?.id ?? intent, 'charge'), reason, status, amount)
    },
    decide({ dispute, status }) {
      const found = Books.get(books.disputes, dispute, 'dispute')
      changeDispute(books, found, status)
      return found
    },
    refund: ({ intent, amount }) => makeRefund(books, intent, amount ?? null),
    refunded({ refund, status }) {
      const found = Books.get(books.refunds, refund, 'refund')
      changeRefund(books, found, status)
      return found
    },
    detach({ card }) {
      const method = Object.assign(Books.get(books.methods, card, 'PaymentMethod'), { customer: null })
      books.tell('payment_method.detached', method)
      return method
    },
    person({ session: id, number = '4242424242424242', does }) {
      const page = session(id)
      if (does === 'expire') expireSession(books, page)
      else if (does === 'add') completeSetup(books, page, number, 12, new Date().getUTCFullYear() + 4)
      else if (does === 'wait') waitForPayment(books, page, number)
      else completePayment(books, page, number, does === 'approve')
      return page
    },
    hang: (order) => hangPayment(books, order),
    payAgain({ intent }) {
      const {
        amount,
        customer,
        payment_method: method,
        description,
        metadata,
        ...paid
      } = Books.get(books.intents, intent, 'payment_intent')
      const { statement_descriptor_suffix } = paid
      const again = makeIntent(books, { amount, customer, method, description, metadata, statement_descriptor_suffix })
      tryPayment(books, again, 'approved')
      return again
    },
    forget() {
      books.clear()
      keys.clear()
      reactions.clear()
      requests.length = 0
      return {}
    },
    books: () => ({
      requests,
      ...Object.fromEntries(
        (
          [
            'customers',
            'methods',
            'intents',
            'charges',
            'refunds',
            'transactions',
            'disputes',
            'sessions',
            'events',
          ] as const
        ).map((name) => [name, [...books[name].values()]]),
      ),
    }),
  }
}
