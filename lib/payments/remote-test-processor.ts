import { z } from 'zod'
import { env } from '../env'
import type { CardProcessor } from './card-processor'
import { CHARGES_ONLY } from './charges-only'

const chargeAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('succeeded'), processorRef: z.string() }),
  z.object({ status: z.literal('declined'), code: z.string(), message: z.string() }),
])

const refundAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('refunded'), processorRef: z.string() }),
  z.object({ status: z.literal('failed'), message: z.string() }),
])

/**
 * The test processor as a program of its own (`TEST_PROCESSOR_URL`): the same calls over a real socket, so that a
 * test can make answers late, lost, broken or out of order. Every unclear answer is `unknown`.
 */
export const remoteTestProcessor: CardProcessor = {
  ...CHARGES_ONLY,

  async charge({ idempotencyKey, card, total }) {
    return (await call(`charges/${idempotencyKey}`, chargeAnswer, { card, total })) ?? { status: 'unknown' }
  },

  findCharge: ({ idempotencyKey }) => call(`charges/${idempotencyKey}`, chargeAnswer),

  async refund({ idempotencyKey, charge, amount }) {
    return (await call(`refunds/${idempotencyKey}`, refundAnswer, { charge, amount })) ?? { status: 'unknown' }
  },
}

/** Posts the body, or reads if there is none. Null if the processor answers 404: it does not know the charge. */
async function call<Answer>(
  path: string,
  answer: z.ZodType<Answer>,
  body?: object,
): Promise<Answer | { status: 'unknown' } | null> {
  try {
    const response = await fetch(
      `${env().testProcessorUrl}/${path}`,
      body ? { method: 'POST', body: JSON.stringify(body) } : {},
    )
    if (response.status === 404) return null
    return response.ok ? answer.parse(await response.json()) : { status: 'unknown' }
  } catch {
    return { status: 'unknown' }
  }
}
