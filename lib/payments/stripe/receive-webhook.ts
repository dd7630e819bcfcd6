import { database } from '../../../db/client'
import { succeed, refuse, rateLimited, type Outcome } from '../../api/outcome'
import { readBytes } from '../../api/read-bytes'
import { env } from '../../env'
import { log } from '../../log'
import { countByAddress } from '../../security/limits'
import { recordSecurityEvent } from '../../security/record-event'
import { handleEvent } from './handle-event'
import { readEvent } from './read-event'
import { isSigned, checkSignatureHeader, type SignatureFault } from './verify-signature'

/** Its largest messages have some dozens of KB. */
const LARGEST_BYTES = 512 * 1024

/**
 * Takes a message of Stripe's: one that it has signed, lately, for this account, is handled and then noted by its id, so
 * that a repeat changes nothing. Whatever fails on the way throws, and Stripe sends the message again for days. One that can
 * never be read is taken with a line in the log: sending it again would not help.
 */
export async function receiveWebhook(request: Request, requestId: string): Promise<Outcome> {
  const { stripe: settings } = env()
  if (settings === null) return refuse('not_found')
  const header = request.headers.get('stripe-signature')
  const fault = checkSignatureHeader(header)
  if (fault !== null) return notSigned(fault, requestId)
  const body = await readBytes(request, LARGEST_BYTES)
  if (body === 'too large') return refuse('payload_too_large', { detail: 'The body is larger than 512 KB.' })
  if (body === 'broken off' || !(await isSigned(body, header!, settings.webhookSecret)))
    return notSigned('wrong_signature', requestId)
  const read = readEvent(body)
  if (!read.ok) {
    log.warn({ type: read.type, at: read.at }, 'a message that Stripe signed cannot be read: nothing was done')
    return succeed({ received: true, handled: false })
  }
  if (read.livemode !== settings.live)
    return notTaken('The message is of the other mode (live or test) than the key in use.')
  const { sql } = database()
  const [known] = await sql`select from processor_events where id = ${read.id}`
  if (known) return succeed({ received: true, handled: false })
  if (read.event !== null) await handleEvent(settings, read.event)
  await sql`select record_processor_event(p_event => ${read.id}, p_type => ${read.type}, p_created_at => ${read.created})`
  return succeed({ received: true, handled: true })
}

function notSigned(reason: SignatureFault, requestId: string): Outcome {
  const taken = countByAddress('webhook')
  recordSecurityEvent('webhook_refused', { from: 'stripe', reason, requestId })
  if (!taken.ok)
    return rateLimited('This address has sent too many messages that Stripe has not signed.', taken.retryAfter)
  return notTaken(
    'The body is not signed by Stripe for this endpoint, or was signed too long ago, or with a clock that is ahead.',
  )
}

/** Read in Stripe's dashboard, beside the message that it could not deliver. */
const notTaken = (reason: string) => succeed({ received: false, reason }, 400)
