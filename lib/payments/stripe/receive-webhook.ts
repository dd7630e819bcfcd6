import { Stripe } from 'stripe'
import { database } from '../../../db/client'
import { answer, refuse, type Outcome } from '../../api/outcome'
import { readBytes } from '../../api/read-bytes'
import { env, type StripeSettings } from '../../env'
import { log } from '../../log'
import { handleEvent } from './handle-event'

/** Its largest messages have some dozens of KB. */
const LARGEST_BYTES = 512 * 1024
/** Seconds that a message may be old (Stripe's own limit): an older one was caught and is sent again by somebody else. */
const TOLERANCE_S = 300

/**
 * Takes a message of Stripe's: one that it has signed, lately, for this account, is handled and then noted by its id, so
 * that a repeat changes nothing. Whatever fails on the way throws, and Stripe sends the message again for days.
 */
export async function receiveWebhook(request: Request): Promise<Outcome> {
  const { stripe: settings } = env()
  if (settings === null) return refuse('not_found')
  const body = await readBytes(request, LARGEST_BYTES)
  if (body === 'too large') return refuse('payload_too_large', { detail: 'The body is larger than 512 KB.' })
  const event = body === 'broken off' ? null : await verify(settings, body, request.headers.get('stripe-signature') ?? '')
  if (event === null) return notTaken('The body is not signed by Stripe for this endpoint, or was signed too long ago.')
  if (event.livemode !== settings.live) return notTaken('The message is of the other mode (live or test) than the key in use.')
  const { sql } = database()
  const [known] = await sql`select from processor_events where id = ${event.id}`
  if (known) return answer({ received: true, handled: false })
  await handleEvent(settings, event)
  await sql`select record_processor_event(${event.id}, ${event.type}, ${new Date(event.created * 1000)})`
  return answer({ received: true, handled: true })
}

/** Read in Stripe's dashboard, beside the message that it could not deliver. */
const notTaken = (reason: string) => answer({ received: false, reason }, 400)

/** The message, if one of the signatures on it is right: there are two while the secret is being changed. */
async function verify(settings: StripeSettings, body: Uint8Array, signature: string): Promise<Stripe.Event | null> {
  try {
    // Whatever it says of `data` depends on the endpoint's API version; what we read of it is the same in all.
    return await Stripe.webhooks.constructEventAsync(Buffer.from(body), signature, settings.webhookSecret, TOLERANCE_S) as Stripe.Event
  } catch (error) {
    log.warn({ reason: error instanceof Stripe.errors.StripeSignatureVerificationError ? 'signature' : 'form' }, 'a message that claims to be Stripe’s was refused')
    return null
  }
}
