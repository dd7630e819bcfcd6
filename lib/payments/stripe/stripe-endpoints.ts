import { randomUUID } from 'node:crypto'
import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'
import type { EndpointDifference, ProcessorEndpoints } from '../processor-endpoints'
import { asResult } from './as-result'
import { callStripe } from './call-stripe'
import { STRIPE_EVENT_TYPES } from './read-event'
import { stripeClient } from './stripe-client'

const PATH = '/api/webhooks/stripe'
/** More than an account can have: one request reads them all. */
const PAGE = 100

const WANTED = [...STRIPE_EVENT_TYPES].sort() as Stripe.WebhookEndpointCreateParams.EnabledEvent[]

/** The webhook endpoints of the Stripe account. A restricted key needs a right of its own for them. */
export const stripeEndpoints = (settings: StripeSettings): ProcessorEndpoints => ({
  addressOf: (host) => `${host.endsWith('/') ? host.slice(0, -1) : host}${PATH}`,

  find: (address) =>
    asResult(async () => {
      const { webhookEndpoints } = stripeClient(settings)
      const { data } = await callStripe((options) => webhookEndpoints.list({ limit: PAGE }, options))
      return data.filter(({ url }) => url === address).map(compare)
    }),

  register: (address) =>
    asResult(async () => {
      const { webhookEndpoints } = stripeClient(settings)
      // A repeat after a lost answer must not register a second one.
      const idempotencyKey = randomUUID()
      const wanted = { url: address, enabled_events: WANTED, api_version: Stripe.API_VERSION, description: 'Indicia' }
      const { id, secret } = await callStripe((options) =>
        webhookEndpoints.create(wanted, { ...options, idempotencyKey }),
      )
      return { id, secret: secret ?? null }
    }),

  correct: (id) =>
    asResult(async () => {
      const { webhookEndpoints } = stripeClient(settings)
      await callStripe((options) => webhookEndpoints.update(id, { enabled_events: WANTED, disabled: false }, options))
    }),
})

function compare({ id, enabled_events: types, status }: Stripe.WebhookEndpoint): EndpointDifference {
  const all = types.includes('*')
  return {
    id,
    missing: all ? [] : WANTED.filter((type) => !types.includes(type)),
    notNeeded: types.filter((type) => !STRIPE_EVENT_TYPES.includes(type)),
    isDisabled: status !== 'enabled',
  }
}
