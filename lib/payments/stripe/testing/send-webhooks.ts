import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Event } from './books'

/** How an event is signed and sent, where not as Stripe does. */
export type Sending = {
  /** Secrets to sign with, one `v1` each: two while a secret is being changed. The endpoint's by itself. */
  secrets?: string[]
  /** Seconds that its time stamp is off. */
  offset?: number
  /** The body as it is sent, where it is not what was signed. */
  body?: string
}

/** The header `Stripe-Signature` of docs.stripe.com/webhooks, made without Stripe's library. */
export function signWebhook(payload: string, secrets: string[], timestamp: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')}`,
  )
  return [`t=${timestamp}`, ...signatures, 'v0=not-for-production'].join(',')
}

/** Sends an event once; answers the status, or 0 where nobody is there. */
export async function sendWebhook(
  url: string,
  event: Event,
  secret: string,
  { secrets = [secret], offset = 0, body }: Sending = {},
): Promise<number> {
  const payload = JSON.stringify(event, null, 2)
  const signature = signWebhook(payload, secrets, Math.floor(Date.now() / 1000) + offset)
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Stripe-Signature': signature,
        'User-Agent': 'Stripe/1.0 (fake)',
      },
      body: body ?? payload,
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}

/** Sends an event until it is taken, as Stripe does for days; here a few times within seconds. */
export async function deliverWebhook(url: string, event: Event, secret: string): Promise<void> {
  for (const pause of [0, 200, 500, 1000, 2000, 4000]) {
    await delay(pause, undefined, { ref: false })
    const status = await sendWebhook(url, event, secret)
    if (status >= 200 && status < 300) return
  }
}
