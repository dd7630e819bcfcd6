import { log } from '../log'
import type { CardProcessor } from '../payments/card-processor'
import { cardProcessor } from '../payments/processor'
import { actOnMessage } from '../refills/act-on-message'
import { countByAddress } from '../security/limits'
import { recordSecurityEvent } from '../security/record-event'
import { succeed, refuse, rateLimited, type Outcome } from './outcome'
import { readBytes } from './read-bytes'

/** The largest messages have some dozens of KB. */
const LARGEST_BYTES = 512 * 1024

/**
 * Receives a message of the card processor: verifies it, translates it into a `PaymentEvent`, acts on it, and records its
 * id, so that a repeat changes nothing. If anything fails on the way, it throws, and the processor sends the message
 * again for days. A message that can never be read is accepted with a line in the log: a repeat would not help.
 */
export async function receiveWebhook(request: Request, requestId: string): Promise<Outcome> {
  const { id: from, name, webhooks } = cardProcessor()
  if (webhooks === null) return refuse('not_found')
  const refuseUnsigned = (reason: string) => notSigned({ id: from, name }, reason, requestId)
  const fault = webhooks.checkHeaders(request.headers)
  if (fault !== null) return refuseUnsigned(fault)
  const body = await readBytes(request, LARGEST_BYTES)
  if (!body.ok) {
    return body.reason === 'too_large'
      ? refuse('payload_too_large', { detail: 'The body is larger than 512 KB.' })
      : refuseUnsigned('wrong_signature')
  }
  const message = await webhooks.read(request.headers, body.bytes)
  if (!message.ok) {
    if (message.reason === 'wrong_signature') return refuseUnsigned(message.reason)
    if (message.reason === 'wrong_mode')
      return notAccepted('The message is of the other mode (live or test) than the key in use.')
    log.warn({ type: message.type, at: message.at }, `a message that ${name} signed cannot be read: nothing was done`)
    return succeed({ received: true, handled: false })
  }
  return succeed({ received: true, handled: await actOnMessage(message) })
}

function notSigned({ id, name }: Pick<CardProcessor, 'id' | 'name'>, reason: string, requestId: string): Outcome {
  const counted = countByAddress('webhook')
  recordSecurityEvent('webhook_refused', { from: id, reason, requestId })
  if (!counted.ok)
    return rateLimited(`This address has sent too many messages that ${name} has not signed.`, counted.retryAfter)
  return notAccepted(
    `The body is not signed by ${name} for this endpoint, or was signed too long ago, or with a clock that is ahead.`,
  )
}

/** The reason appears in the processor's dashboard next to the failed delivery. */
const notAccepted = (reason: string) => succeed({ received: false, reason }, 400)
