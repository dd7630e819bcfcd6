import { Stripe } from 'stripe'
import type { StripeSettings } from '../../env'

const clients = new WeakMap<StripeSettings, Stripe>()

/**
 * Stripe's own library, for the account and the address of the settings. It sends no statistics about our requests. It
 * repeats none either, except after a closed connection: `with-retry.ts` decides about that.
 */
export function stripeClient(settings: StripeSettings): Stripe {
  const known = clients.get(settings)
  if (known) return known
  const { protocol, hostname, port } = new URL(settings.apiBase)
  const client = new Stripe(settings.secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    // Node takes an IPv6 address without its brackets.
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || (protocol === 'http:' ? 80 : 443),
    maxNetworkRetries: 0,
    telemetry: false,
  })
  clients.set(settings, client)
  return client
}
