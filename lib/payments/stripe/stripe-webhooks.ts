import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { ProcessorWebhooks, TranslatedMessage } from '../card-processor'
import { describeError, isStripeFailure } from './describe-error'
import { readEvent, type StripeEvent } from './read-event'
import { translateEvent } from './translate-event'
import { checkSignatureHeader, isSigned } from './verify-signature'

const HEADER = 'stripe-signature'

/** Stripe's messages to the endpoint whose secret the settings have. */
export const stripeWebhooks = (settings: StripeSettings): ProcessorWebhooks => ({
  checkHeaders: (headers) => checkSignatureHeader(headers.get(HEADER)),

  async read(headers, body) {
    if (!(await isSigned(body, headers.get(HEADER) ?? '', settings.webhookSecret)))
      return { ok: false, reason: 'wrong_signature' }
    const read = readEvent(body)
    if (!read.ok) return { ok: false, reason: 'unreadable', type: read.type, at: read.at }
    if (read.livemode !== settings.live) return { ok: false, reason: 'wrong_mode' }
    const { id, type, created, event } = read
    return { ok: true, id, type, createdAt: created, translate: () => translate(settings, event) }
  },
})

/** What a message is about; `event` is null if it is of a type that nobody reads. */
export async function translate(settings: StripeSettings, event: StripeEvent | null): Promise<TranslatedMessage> {
  if (event === null) return { status: 'ignored' }
  try {
    const translated = await translateEvent(settings, event)
    return translated === null ? { status: 'ignored' } : { status: 'event', event: translated }
  } catch (error) {
    if (!isStripeFailure(error)) throw error
    log.warn({ ...describeError(error), type: event.type }, 'Stripe has not said what a message is about')
    return { status: 'unknown' }
  }
}
