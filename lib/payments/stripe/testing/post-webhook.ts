import * as route from '../../../../app/api/webhooks/stripe/route'
import { signWebhook } from './send-webhooks'

/** Sends a message to our endpoint as Stripe does. Returns the status of the answer. */
export async function postWebhook(payload: string, secret: string): Promise<number> {
  const signature = signWebhook(payload, [secret], Math.floor(Date.now() / 1000))
  const reply = await route.POST(
    new Request('http://test/api/webhooks/stripe', {
      method: 'POST',
      body: payload,
      headers: { 'Stripe-Signature': signature },
    }),
  )
  return reply.status
}
