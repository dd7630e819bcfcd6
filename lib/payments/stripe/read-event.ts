import { z } from 'zod'

/**
 * What we read of Stripe's messages. The rest differs with the API version of the endpoint. An id goes into the database
 * and into addresses, so its letters and its length are limited.
 */
const id = z.string().regex(/^[\w-]{1,254}$/)
const cents = z.int().nonnegative()
const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {})
const intent = z.union([id, z.object({ id }).transform((expanded) => expanded.id)]).nullable()

/** A type of message, and what is read of its object. */
const message = <const Type extends string, Read extends z.ZodType>(types: readonly Type[], object: Read) =>
  z.object({ type: z.literal(types), data: z.object({ object }) })

const event = z.discriminatedUnion('type', [
  message(['payment_intent.succeeded'], z.object({ id, metadata, amount_received: cents })),
  message(['payment_intent.payment_failed', 'payment_intent.canceled'], z.object({ metadata })),
  message(
    ['charge.refunded', 'refund.created', 'refund.updated', 'refund.failed'],
    z.object({ payment_intent: intent }),
  ),
  message(
    [
      'charge.dispute.created',
      'charge.dispute.updated',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ],
    z.object({ id, payment_intent: intent.optional() }),
  ),
  message(
    ['checkout.session.completed', 'checkout.session.async_payment_succeeded'],
    z.object({
      id,
      mode: z.string(),
      metadata,
      payment_status: z.string(),
      payment_intent: intent,
      amount_total: cents.nullable(),
    }),
  ),
  message(['checkout.session.expired', 'checkout.session.async_payment_failed'], z.object({ metadata })),
  message(['payment_method.detached'], z.object({ id })),
])

const envelope = z.object({
  id,
  type: z.string().regex(/^[\w.]{1,100}$/),
  livemode: z.boolean(),
  /** Seconds, and a day that a calendar has. */
  created: z.int().nonnegative().max(253_402_300_799),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
})

/** The types of messages that we handle. An endpoint at Stripe should be sent these and no others. */
export const STRIPE_EVENT_TYPES: readonly string[] = event.options.flatMap((option) => [...option.shape.type.values])

const OF_INTEREST: ReadonlySet<string> = new Set(STRIPE_EVENT_TYPES)

/** What is read of a message that we handle. */
export type StripeEvent = z.output<typeof event>

export type ReadEvent =
  /** `event` is null if we do not handle the type. */
  | { ok: true; id: string; type: string; livemode: boolean; created: Date; event: StripeEvent | null }
  /** `at` names what is missing or wrong, for the log. */
  | { ok: false; type: string | null; at: string }

/** Reads the body of a signed message. A body that cannot be read now can never be read. */
export function readEvent(body: Uint8Array): ReadEvent {
  const json = parse(body)
  return json === undefined ? { ok: false, type: null, at: 'body' } : readEventObject(json)
}

/** Reads a message that Stripe's API has given. */
export function readEventObject(json: unknown): ReadEvent {
  const around = envelope.safeParse(json)
  if (!around.success) return { ok: false, type: null, at: placeOf(around.error) }
  const { id, type, livemode, created } = around.data
  const read = { ok: true, id, type, livemode, created: new Date(created * 1000) } as const
  if (!OF_INTEREST.has(type)) return { ...read, event: null }
  const within = event.safeParse(json)
  return within.success ? { ...read, event: within.data } : { ok: false, type, at: placeOf(within.error) }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body)) as unknown
  } catch {
    return undefined
  }
}

/** Keys of metadata come from outside, so the path has only our own names. */
const placeOf = ({ issues }: z.ZodError) => (issues[0]?.path ?? []).slice(0, 3).join('.') || 'body'
