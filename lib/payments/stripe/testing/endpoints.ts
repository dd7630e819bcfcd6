import { Books, type Session } from './books'
import { checkParameters, knownParameters, type Params } from './known-parameters'
import { makeIntent, makeRefund } from './make-objects'
import { expireSession, openSession } from './sessions'
import { invalid, StripeProblem } from './stripe-problem'
import { attachNamedCard, submitEvidence } from './test-mode'
import { tryPayment } from './try-payment'
import { listWebhookEndpoints, makeWebhookEndpoint, updateWebhookEndpoint } from './webhook-endpoints'

/** One endpoint: what it takes, what it needs, and what it does. It answers the object, as Stripe's API shows it. */
type Endpoint = {
  method: 'GET' | 'POST'
  path: RegExp
  takes: keyof typeof knownParameters
  needs?: string[]
  answer: (books: Books, params: Params, id: string) => object
}

const text = (value: unknown) => (typeof value === 'string' ? value : null)
const map = (value: unknown) => (value ?? {}) as Record<string, string>
const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])

export const endpoints: Endpoint[] = [
  {
    method: 'POST',
    path: /^\/v1\/webhook_endpoints$/,
    takes: 'createWebhookEndpoint',
    needs: ['enabled_events', 'url'],
    answer: (books, params) => makeWebhookEndpoint(books, params),
  },
  {
    method: 'GET',
    path: /^\/v1\/webhook_endpoints$/,
    takes: 'listWebhookEndpoints',
    answer: (books, params) => page(listWebhookEndpoints(books), params, []),
  },
  {
    method: 'POST',
    path: /^\/v1\/webhook_endpoints\/([^/]+)$/,
    takes: 'updateWebhookEndpoint',
    answer: (books, params, id) => updateWebhookEndpoint(books, params, id),
  },
  {
    method: 'POST',
    path: /^\/v1\/customers$/,
    takes: 'createCustomer',
    answer(books, { name, email, metadata }) {
      const customer = {
        id: books.id('cus'),
        object: 'customer' as const,
        created: books.now(),
        livemode: books.livemode,
        name: text(name),
        email: text(email),
        metadata: map(metadata),
      }
      books.customers.set(customer.id, customer)
      return customer
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/customers\/([^/]+)$/,
    takes: 'retrieve',
    answer: (books, _, id) => Books.get(books.customers, id, 'customer'),
  },
  {
    method: 'POST',
    path: /^\/v1\/payment_intents$/,
    takes: 'createIntent',
    needs: ['amount', 'currency'],
    answer(books, params) {
      const amount = Number(params.amount)
      if (amount < 50) throw invalid('Amount must be at least $0.50 usd', 'amount_too_small', { param: 'amount' })
      if (params.currency !== 'usd')
        throw invalid(`Invalid currency: ${String(params.currency)}`, undefined, { param: 'currency' })
      if (params.off_session === 'true' && params.confirm !== 'true')
        throw invalid('You cannot set `off_session` without `confirm`=true.')
      checkSuffix(params)
      const customer = knownCustomer(books, params)
      const method = text(params.payment_method)
      if (method !== null) {
        const { customer: owner } = Books.get(books.methods, method, 'PaymentMethod', 'payment_method')
        if (owner === null || owner !== customer) {
          throw invalid(
            'The provided PaymentMethod cannot be attached. To reuse a PaymentMethod, you must attach it to a Customer first.',
          )
        }
      }
      const intent = makeIntent(books, { amount, customer, method, ...named(params) })
      books.tell('payment_intent.created', intent)
      if (params.confirm === 'true')
        tryPayment(books, intent, params.off_session === 'true' ? 'off_session' : 'approved')
      return intent
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/payment_intents$/,
    takes: 'listIntents',
    answer: (books, params) => page([...books.intents.values()], params, ['customer']),
  },
  {
    method: 'GET',
    path: /^\/v1\/payment_intents\/([^/]+)$/,
    takes: 'retrieve',
    answer(books, { expand }, id) {
      const intent = Books.get(books.intents, id, 'payment_intent', 'intent')
      return list(expand).includes('payment_method') && intent.payment_method !== null
        ? { ...intent, payment_method: books.methods.get(intent.payment_method) }
        : intent
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/payment_intents\/([^/]+)\/cancel$/,
    takes: 'cancelIntent',
    answer(books, _, id) {
      const intent = Books.get(books.intents, id, 'payment_intent', 'intent')
      if (['succeeded', 'canceled', 'processing'].includes(intent.status)) {
        throw invalid(
          `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
          'payment_intent_unexpected_state',
          { payment_intent: intent },
        )
      }
      if ([...books.sessions.values()].some(({ payment_intent: of }) => of === id))
        throw invalid('You cannot cancel a PaymentIntent of a Checkout Session. Expire the Checkout Session instead.')
      Object.assign(intent, { status: 'canceled', canceled_at: books.now() })
      books.tell('payment_intent.canceled', intent)
      return intent
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions$/,
    takes: 'createSession',
    needs: ['mode', 'success_url'],
    answer(books, params) {
      checkSuffix(params.payment_intent_data as Params | undefined)
      return openSession(
        books,
        params,
        knownCustomer(books, params),
        named((params.payment_intent_data ?? {}) as Params),
      )
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/checkout\/sessions$/,
    takes: 'listSessions',
    answer: (books, params) => page([...books.sessions.values()], params, ['customer', 'payment_intent', 'status']),
  },
  {
    method: 'GET',
    path: /^\/v1\/checkout\/sessions\/([^/]+)$/,
    takes: 'retrieve',
    answer: (books, params, id) =>
      expandSession(books, Books.get(books.sessions, id, 'checkout.session', 'session'), list(params.expand)),
  },
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/,
    takes: 'expireSession',
    answer(books, params, id) {
      const session = Books.get(books.sessions, id, 'checkout.session', 'session')
      if (session.status !== 'open') {
        throw invalid(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
        )
      }
      expireSession(books, session)
      return expandSession(books, session, list(params.expand))
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/payment_methods\/([^/]+)$/,
    takes: 'retrieve',
    answer: (books, _, id) => Books.get(books.methods, id, 'PaymentMethod', 'payment_method'),
  },
  {
    method: 'POST',
    path: /^\/v1\/payment_methods\/([^/]+)\/attach$/,
    takes: 'attachMethod',
    needs: ['customer'],
    answer: (books, params, id) => attachNamedCard(books, id, knownCustomer(books, params)!),
  },
  {
    method: 'POST',
    path: /^\/v1\/payment_methods\/([^/]+)\/detach$/,
    takes: 'retrieve',
    answer(books, _, id) {
      const method = Books.get(books.methods, id, 'PaymentMethod', 'payment_method')
      if (method.customer === null)
        throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.')
      method.customer = null
      books.tell('payment_method.detached', method)
      return method
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/refunds$/,
    takes: 'createRefund',
    needs: ['payment_intent'],
    answer(books, { payment_intent: intent, amount, metadata, reason }) {
      if (reason !== undefined && !/^(duplicate|fraudulent|requested_by_customer)$/.test(String(reason)))
        throw invalid(`Invalid reason: ${String(reason)}`)
      Books.get(books.intents, String(intent), 'payment_intent', 'payment_intent')
      return makeRefund(books, String(intent), amount === undefined ? null : Number(amount), {
        metadata: map(metadata),
        reason: text(reason),
      })
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/refunds$/,
    takes: 'listRefunds',
    answer: (books, params) => page([...books.refunds.values()], params, ['payment_intent', 'charge']),
  },
  {
    method: 'GET',
    path: /^\/v1\/charges$/,
    takes: 'listCharges',
    answer: (books, params) => page([...books.charges.values()], params, ['payment_intent', 'customer']),
  },
  {
    method: 'GET',
    path: /^\/v1\/disputes$/,
    takes: 'listDisputes',
    answer: (books, params) => page([...books.disputes.values()], params, ['payment_intent', 'charge']),
  },
  {
    method: 'GET',
    path: /^\/v1\/disputes\/([^/]+)$/,
    takes: 'retrieve',
    answer(books, { expand }, id) {
      const dispute = Books.get(books.disputes, id, 'dispute')
      return list(expand).includes('payment_intent')
        ? { ...dispute, payment_intent: books.intents.get(dispute.payment_intent) }
        : dispute
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/disputes\/([^/]+)$/,
    takes: 'updateDispute',
    answer: (books, { evidence }, id) => submitEvidence(books, id, String(map(evidence).uncategorized_text)),
  },
  {
    method: 'GET',
    path: /^\/v1\/events$/,
    takes: 'listEvents',
    answer(books, { types, ...params }) {
      const wanted = list(types)
      const events = [...books.events.values()].filter(({ type }) => wanted.length === 0 || wanted.includes(type))
      return page(events, params, ['type'])
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/balance_transactions$/,
    takes: 'listTransactions',
    answer(books, params) {
      const expand = list(params.expand).includes('data.source')
      const source = (id: string) => books.charges.get(id) ?? books.refunds.get(id) ?? books.disputes.get(id) ?? id
      const { data, ...rest } = page([...books.transactions.values()], params, ['type', 'currency', 'source'])
      return { ...rest, data: expand ? data.map((each) => ({ ...each, source: source(each.source) })) : data }
    },
  },
]

/** Finds the endpoint and has it answer; throws what Stripe would answer otherwise. */
export function findEndpoint(method: string, path: string): { endpoint: Endpoint; id: string } {
  for (const endpoint of endpoints) {
    const match = endpoint.method === method ? endpoint.path.exec(path) : null
    if (match) return { endpoint, id: match[1] ?? '' }
  }
  throw new StripeProblem(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}).`,
  })
}

/** What Stripe checks before it begins: nothing of this is kept under an idempotency key. */
export function checkRequest({ takes, needs = [] }: Endpoint, params: Params): void {
  checkParameters(params, knownParameters[takes])
  for (const name of needs) {
    if (params[name] === undefined)
      throw invalid(`Missing required param: ${name}.`, 'parameter_missing', { param: name })
  }
}

function knownCustomer(books: Books, { customer }: Params): string | null {
  return customer === undefined ? null : Books.get(books.customers, String(customer), 'customer', 'customer').id
}

function named({ description, metadata, statement_descriptor_suffix: suffix }: Params) {
  return { description: text(description), metadata: map(metadata), statement_descriptor_suffix: text(suffix) }
}

function checkSuffix(params: Params = {}): void {
  const suffix = params.statement_descriptor_suffix
  // With a prefix of the account's of up to ten characters, and two between them.
  if (typeof suffix === 'string' && (suffix.length > 10 || /[<>\\'"*]/.test(suffix) || !/[A-Za-z]/.test(suffix))) {
    throw invalid('The statement descriptor suffix is invalid.', undefined, { param: 'statement_descriptor_suffix' })
  }
}

function expandSession(books: Books, session: Session, expand: string[]): object {
  const setup = session.setup_intent === null ? null : books.setupIntents.get(session.setup_intent)!
  const wantsSetup = expand.some((path) => path.startsWith('setup_intent'))
  const wantsMethod = expand.includes('setup_intent.payment_method')
  return {
    ...session,
    ...(wantsSetup && {
      setup_intent: setup && {
        ...setup,
        payment_method: wantsMethod ? books.methods.get(setup.payment_method) : setup.payment_method,
      },
    }),
    ...(expand.includes('payment_intent') &&
      session.payment_intent !== null && { payment_intent: books.intents.get(session.payment_intent) }),
  }
}

/** A page of a list, the newest first. */
function page<Item extends { id: string; created: number }>(items: Item[], params: Params, filters: string[]) {
  const range = typeof params.created === 'object' ? (params.created as Record<string, string>) : {}
  const {
    gt = -Infinity,
    gte = -Infinity,
    lt = Infinity,
    lte = Infinity,
  } = Object.fromEntries(Object.entries(range).map(([name, value]) => [name, Number(value)]))
  const all = items
    .reverse()
    .filter(
      (item) =>
        item.created > gt &&
        item.created >= gte &&
        item.created < lt &&
        item.created <= lte &&
        filters.every((name) => params[name] === undefined || (item as Record<string, unknown>)[name] === params[name]),
    )
  const from = params.starting_after === undefined ? 0 : all.findIndex(({ id }) => id === params.starting_after) + 1
  const limit = Math.min(Number(params.limit ?? 10), 100)
  return { object: 'list', url: '/v1', has_more: all.length > from + limit, data: all.slice(from, from + limit) }
}
