import { randomBytes } from 'node:crypto'
import type { Stripe } from 'stripe'
import { Books } from './books'
import type { Params, Value } from './known-parameters'
import { invalid } from './stripe-problem'

type WebhookEndpoint = Pick<
  Stripe.WebhookEndpoint,
  | 'id'
  | 'object'
  | 'api_version'
  | 'application'
  | 'created'
  | 'description'
  | 'livemode'
  | 'metadata'
  | 'status'
  | 'url'
> & { enabled_events: string[] }

/** The most that an account has. */
const MOST = 16

const kept = new WeakMap<Books, Map<string, WebhookEndpoint>>()

function of(books: Books): Map<string, WebhookEndpoint> {
  const known = kept.get(books) ?? new Map<string, WebhookEndpoint>()
  kept.set(books, known)
  return known
}

/** The oldest first. */
export const listWebhookEndpoints = (books: Books) => [...of(books).values()]

/** The only answer that contains the secret. */
export function makeWebhookEndpoint(books: Books, params: Params): object {
  if (of(books).size >= MOST)
    throw invalid(`You have reached the maximum of ${MOST} ${books.livemode ? 'live' : 'test'} webhook endpoints.`)
  const endpoint: WebhookEndpoint = {
    id: books.id('we'),
    object: 'webhook_endpoint',
    api_version: typeof params.api_version === 'string' ? params.api_version : null,
    application: null,
    created: books.now(),
    description: typeof params.description === 'string' ? params.description : null,
    enabled_events: readTypes(params.enabled_events!),
    livemode: books.livemode,
    metadata: (params.metadata ?? {}) as Record<string, string>,
    status: 'enabled',
    url: readUrl(books, params.url!),
  }
  of(books).set(endpoint.id, endpoint)
  return { ...endpoint, secret: `whsec_${randomBytes(16).toString('hex')}` }
}

export function updateWebhookEndpoint(books: Books, params: Params, id: string): object {
  const endpoint = Books.get(of(books), id, 'webhook endpoint')
  if (params.enabled_events !== undefined) endpoint.enabled_events = readTypes(params.enabled_events)
  if (params.url !== undefined) endpoint.url = readUrl(books, params.url)
  if (params.disabled !== undefined) endpoint.status = params.disabled === 'true' ? 'disabled' : 'enabled'
  return endpoint
}

/** A live endpoint is encrypted, and none is on a machine that Stripe cannot reach. */
function readUrl(books: Books, value: Value): string {
  const url = URL.canParse(String(value)) ? new URL(String(value)) : null
  if (url === null || !/^https?:$/.test(url.protocol)) throw invalid('Invalid URL', 'url_invalid', { param: 'url' })
  if (/^(localhost|127\.|\[::1\])/.test(url.hostname))
    throw invalid(`Invalid URL: URL must be publicly accessible. Your URL: \`${String(value)}\`.`, 'url_invalid', {
      param: 'url',
    })
  if (books.livemode && url.protocol !== 'https:')
    throw invalid('Invalid URL: The URL must begin with `https://`.', 'url_invalid', { param: 'url' })
  return String(value)
}

function readTypes(value: Value): string[] {
  const types = Array.isArray(value) ? value.map(String) : []
  if (types.length === 0)
    throw invalid('You must pass at least one event type.', undefined, { param: 'enabled_events' })
  types.forEach((type, index) => {
    if (!/^(\*|[a-z_0-9]+(\.[a-z_0-9]+)+)$/.test(type))
      throw invalid(`Invalid enabled_events[${index}]: ${type}`, undefined, { param: `enabled_events[${index}]` })
  })
  if (new Set(types).size < types.length)
    throw invalid('An event type may only appear once in `enabled_events`.', undefined, { param: 'enabled_events' })
  return types
}
