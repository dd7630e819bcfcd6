import { Books, type Intent, type Session } from './books'
import type { Params } from './known-parameters'
import { magicCards } from './magic-cards'
import { makeIntent, makeMethod } from './make-objects'
import { invalid } from './stripe-problem'
import { tryPayment } from './try-payment'

const DAY_S = 24 * 3600
const SHORTEST_S = 30 * 60

type Item = { quantity: string; price_data: { currency: string; unit_amount: string } }

/** Opens a page where the person adds a card (mode `setup`) or pays (mode `payment`). */
export function openSession(
  books: Books,
  params: Params,
  customer: string | null,
  data: Partial<Pick<Intent, 'description' | 'metadata' | 'statement_descriptor_suffix'>>,
): Session {
  const { mode } = params
  if (mode !== 'setup' && mode !== 'payment')
    throw invalid('Invalid mode: must be one of payment, setup, or subscription', undefined, { param: 'mode' })
  const items = (params.line_items ?? []) as unknown as Item[]
  if (mode === 'payment' && items.length === 0)
    throw invalid('You must pass line_items in payment mode.', undefined, { param: 'line_items' })
  if (mode === 'setup' && (items.length > 0 || params.payment_intent_data !== undefined))
    throw invalid('You can not pass line_items or payment_intent_data in `setup` mode.')
  if (mode === 'payment' && params.setup_intent_data !== undefined)
    throw invalid('You can not pass `setup_intent_data` in `payment` mode.')
  if (mode === 'setup' && params.currency === undefined && params.allowed_payment_method_types === undefined) {
    throw invalid('`currency` is required in `setup` mode.', 'parameter_missing', { param: 'currency' })
  }
  const now = books.now()
  const expiresAt = Number(params.expires_at ?? now + DAY_S)
  if (expiresAt < now + SHORTEST_S || expiresAt > now + DAY_S) {
    throw invalid(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      undefined,
      { param: 'expires_at' },
    )
  }
  const id = `cs_${books.livemode ? 'live' : 'test'}_${books.id('s').slice(2)}`
  const session: Session = {
    id,
    object: 'checkout.session',
    mode,
    status: 'open',
    created: now,
    expires_at: expiresAt,
    livemode: books.livemode,
    customer,
    amount_total:
      mode === 'payment'
        ? items.reduce((sum, item) => sum + Number(item.price_data.unit_amount) * Number(item.quantity), 0)
        : null,
    currency: 'usd',
    payment_status: mode === 'payment' ? 'unpaid' : 'no_payment_required',
    payment_method_types: ['card'],
    client_reference_id: (params.client_reference_id as string) ?? null,
    metadata: (params.metadata ?? {}) as Record<string, string>,
    success_url: String(params.success_url),
    cancel_url: (params.cancel_url as string) ?? null,
    url: `${books.hosted}/c/pay/${id}`,
    payment_intent: null,
    setup_intent: null,
  }
  books.sessions.set(id, session)
  books.sessionData.set(id, data)
  return session
}

/** The person has typed a card into the page of a setup: it is kept for the customer. Throws what the page says instead. */
export function completeSetup(books: Books, session: Session, number: string, month: number, year: number): void {
  const refusal = magicCards[number]?.refusedAtSetup
  if (refusal !== undefined)
    throw invalid(
      refusal === 'generic_decline' ? 'Your card was declined.' : `Your card was declined (${refusal}).`,
      'card_declined',
    )
  const method = makeMethod(books, number, month, year, session.customer)
  const setup = {
    id: books.id('seti'),
    object: 'setup_intent' as const,
    created: books.now(),
    livemode: books.livemode,
    metadata: {},
    status: 'succeeded' as const,
    usage: 'off_session' as const,
    customer: session.customer,
    payment_method: method.id,
  }
  books.setupIntents.set(setup.id, setup)
  Object.assign(session, { status: 'complete', setup_intent: setup.id, url: null })
  books.tell('setup_intent.succeeded', setup)
  books.tell('checkout.session.completed', session)
}

/** The person pays, and approves it at their bank or does not. Throws what the page says where it was declined. */
export function completePayment(books: Books, session: Session, number: string, approved: boolean): void {
  const method = makeMethod(books, number, 12, new Date().getUTCFullYear() + 4, null)
  let intent = session.payment_intent === null ? null : books.intents.get(session.payment_intent)!
  intent ??= makeIntent(books, {
    amount: session.amount_total!,
    customer: session.customer,
    method: null,
    ...books.sessionData.get(session.id),
  })
  session.payment_intent = intent.id
  Object.assign(intent, { payment_method: method.id })
  tryPayment(books, intent, approved ? 'approved' : 'refused')
  Object.assign(session, { status: 'complete', payment_status: 'paid', url: null })
  books.tell('checkout.session.completed', session)
}

/** Closes the pages whose time is over, by this Stripe's clock. */
export function expireSessions(books: Books): void {
  for (const session of books.sessions.values())
    if (session.status === 'open' && session.expires_at <= books.now()) expireSession(books, session)
}

export function expireSession(books: Books, session: Session): void {
  Object.assign(session, { status: 'expired', url: null })
  const intent = session.payment_intent === null ? undefined : books.intents.get(session.payment_intent)
  if (intent) Object.assign(intent, { status: 'canceled', canceled_at: books.now() })
  books.tell('checkout.session.expired', session)
}
