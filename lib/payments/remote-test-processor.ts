import { z } from 'zod'
import { env } from '../env'
import type { CardProcessor } from './card-processor'

const chargeAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('succeeded'), processorRef: z.string() }),
  z.object({ status: z.literal('declined'), code: z.string(), message: z.string() }),
])

const refundAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('refunded'), processorRef: z.string() }),
  z.object({ status: z.literal('failed'), message: z.string() }),
])

/**
 * The test processor as a program of its own (`TEST_PROCESSOR_URL`): the same questions over a real socket, so that a
 * test can let answers be late, lost, broken or out of order. Whatever is no clear answer is `unknown`.
 */
export const remoteTestProcessor: CardProcessor = {
  mode: 'test',

  async charge({ idempotencyKey, card, total }) {
    return (await ask(`charges/${idempotencyKey}`, chargeAnswer, { card, total })) ?? { status: 'unknown' }
  },

  find: ({ idempotencyKey }) => ask(`charges/${idempotencyKey}`, chargeAnswer),

  async refund({ idempotencyKey, charge, amount }) {
    return (await ask(`refunds/${idempotencyKey}`, refundAnswer, { charge, amount })) ?? { status: 'unknown' }
  },
}

/** Posts the body, or only asks. Null where the processor says 404: it has never heard of it. */
async function ask<Answer>(
  what: string,
  answer: z.ZodType<Answer>,
  body?: object,
): Promise<Answer | { status: 'unknown' } | null> {
  try {
    const response = await fetch(
      `${env().testProcessorUrl}/${what}`,
      body ? { method: 'POST', body: JSON.stringify(body) } : {},
    )
    if (response.status === 404) return null
    return response.ok ? answer.parse(await response.json()) : { status: 'unknown' }
  } catch {
    return { status: 'unknown' }
  }
}
