import type { Stripe } from 'stripe'
import { StripeProblem } from './stripe-problem'

/** What a parameter may be. An object names its parts, an array the form of each of its items. */
type Form = 'text' | 'integer' | 'boolean' | 'range' | 'map' | { readonly [part: string]: Form } | readonly [Form]
type FormOf<Params> = { readonly [Name in keyof Params]?: Form }

const page = { limit: 'integer', starting_after: 'text', ending_before: 'text', expand: ['text'] } as const
const named = { description: 'text', metadata: 'map', statement_descriptor_suffix: 'text' } as const

/**
 * The parameters that each endpoint takes here: those of Stripe's API that the fake Stripe heeds. The types are the SDK's, so
 * that one which the API does not have cannot stand here, and everything else is refused as Stripe refuses what it does not know.
 */
export const knownParameters = {
  createCustomer: {
    name: 'text',
    email: 'text',
    description: 'text',
    metadata: 'map',
    expand: ['text'],
  } satisfies FormOf<Stripe.CustomerCreateParams>,
  createIntent: {
    ...named,
    amount: 'integer',
    currency: 'text',
    customer: 'text',
    payment_method: 'text',
    allowed_payment_method_types: ['text'],
    off_session: 'boolean',
    confirm: 'boolean',
    return_url: 'text',
    expand: ['text'],
  } satisfies FormOf<Stripe.PaymentIntentCreateParams>,
  cancelIntent: { cancellation_reason: 'text', expand: ['text'] } satisfies FormOf<Stripe.PaymentIntentCancelParams>,
  listIntents: { ...page, customer: 'text', created: 'range' } satisfies FormOf<Stripe.PaymentIntentListParams>,
  createSession: {
    mode: 'text',
    currency: 'text',
    customer: 'text',
    client_reference_id: 'text',
    success_url: 'text',
    cancel_url: 'text',
    expires_at: 'integer',
    metadata: 'map',
    allowed_payment_method_types: ['text'],
    expand: ['text'],
    line_items: [
      {
        quantity: 'integer',
        price_data: { currency: 'text', unit_amount: 'integer', product_data: { name: 'text' } },
      } satisfies FormOf<Stripe.Checkout.SessionCreateParams.LineItem>,
    ],
    payment_intent_data: named satisfies FormOf<Stripe.Checkout.SessionCreateParams.PaymentIntentData>,
    setup_intent_data: {
      description: 'text',
      metadata: 'map',
    } satisfies FormOf<Stripe.Checkout.SessionCreateParams.SetupIntentData>,
  } satisfies FormOf<Stripe.Checkout.SessionCreateParams>,
  listSessions: {
    ...page,
    customer: 'text',
    payment_intent: 'text',
    status: 'text',
    created: 'range',
  } satisfies FormOf<Stripe.Checkout.SessionListParams>,
  expireSession: { expand: ['text'] } satisfies FormOf<Stripe.Checkout.SessionExpireParams>,
  createRefund: {
    amount: 'integer',
    charge: 'text',
    payment_intent: 'text',
    reason: 'text',
    metadata: 'map',
    expand: ['text'],
  } satisfies FormOf<Stripe.RefundCreateParams>,
  listRefunds: {
    ...page,
    charge: 'text',
    payment_intent: 'text',
    created: 'range',
  } satisfies FormOf<Stripe.RefundListParams>,
  listCharges: {
    ...page,
    customer: 'text',
    payment_intent: 'text',
    created: 'range',
  } satisfies FormOf<Stripe.ChargeListParams>,
  listDisputes: {
    ...page,
    charge: 'text',
    payment_intent: 'text',
    created: 'range',
  } satisfies FormOf<Stripe.DisputeListParams>,
  attachMethod: { customer: 'text', expand: ['text'] } satisfies FormOf<Stripe.PaymentMethodAttachParams>,
  updateDispute: {
    evidence: { uncategorized_text: 'text' },
    submit: 'boolean',
    expand: ['text'],
  } satisfies FormOf<Stripe.DisputeUpdateParams>,
  listEvents: {
    ...page,
    type: 'text',
    types: ['text'],
    created: 'range',
  } satisfies FormOf<Stripe.EventListParams>,
  listTransactions: {
    ...page,
    type: 'text',
    currency: 'text',
    source: 'text',
    created: 'range',
  } satisfies FormOf<Stripe.BalanceTransactionListParams>,
  createWebhookEndpoint: {
    url: 'text',
    enabled_events: ['text'],
    api_version: 'text',
    description: 'text',
    metadata: 'map',
  } satisfies FormOf<Stripe.WebhookEndpointCreateParams>,
  updateWebhookEndpoint: {
    url: 'text',
    enabled_events: ['text'],
    disabled: 'boolean',
    description: 'text',
    metadata: 'map',
  } satisfies FormOf<Stripe.WebhookEndpointUpdateParams>,
  listWebhookEndpoints: page satisfies FormOf<Stripe.WebhookEndpointListParams>,
  retrieve: { expand: ['text'] } satisfies FormOf<Stripe.PaymentIntentRetrieveParams>,
} as const satisfies Record<string, Record<string, Form>>

export type Params = { [name: string]: Value }
export type Value = string | Value[] | Params

/** Refuses, as Stripe does, what the endpoint does not know or what is not of its form. */
export function checkParameters(params: Params, form: Record<string, Form>, path = ''): void {
  for (const [name, value] of Object.entries(params)) {
    const full = path === '' ? name : `${path}[${name}]`
    const expected = form[name]
    if (expected === undefined) {
      throw new StripeProblem(400, {
        type: 'invalid_request_error',
        code: 'parameter_unknown',
        param: full,
        message: `Received unknown parameter: ${full}`,
      })
    }
    checkValue(value, expected, full)
  }
}

function checkValue(value: Value, form: Form, name: string): void {
  const wrong = (message: string, code?: string) => {
    throw new StripeProblem(400, { type: 'invalid_request_error', param: name, message, ...(code && { code }) })
  }
  if (Array.isArray(form)) {
    if (!Array.isArray(value)) return wrong('Invalid array')
    value.forEach((item, index) => checkValue(item, form[0] as Form, `${name}[${index}]`))
  } else if (typeof form === 'object') {
    if (typeof value !== 'object' || Array.isArray(value)) return wrong('Invalid object')
    checkParameters(value, form as Record<string, Form>, name)
  } else if (form === 'map' || form === 'range') {
    const isRange = form === 'range'
    if (isRange && typeof value === 'string') return checkValue(value, 'integer', name)
    if (typeof value !== 'object' || Array.isArray(value)) return wrong('Invalid object')
    for (const [part, each] of Object.entries(value)) {
      if (isRange && !['gt', 'gte', 'lt', 'lte'].includes(part))
        wrong(`Received unknown parameter: ${name}[${part}]`, 'parameter_unknown')
      checkValue(each, isRange ? 'integer' : 'text', `${name}[${part}]`)
    }
  } else if (typeof value !== 'string') wrong('Invalid string')
  else if (form === 'integer' && !/^-?\d+$/.test(value)) wrong(`Invalid integer: ${value}`, 'parameter_invalid_integer')
  else if (form === 'boolean' && !/^(true|false)$/.test(value)) wrong(`Invalid boolean: ${value}`)
  else if (value === '') wrong(`You passed an empty string for '${name}'.`, 'parameter_invalid_empty')
}
