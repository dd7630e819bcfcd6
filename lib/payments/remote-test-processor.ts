import { z } from 'zod'
import { env } from '../env'
import type { CardProcessor, ChargeOutcome } from './card-processor'

const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('succeeded'), processorRef: z.string() }),
  z.object({ status: z.literal('declined'), code: z.string(), message: z.string() }),
])

/**
 * The test processor as a program of its own (`TEST_PROCESSOR_URL`): the same questions over a real socket, so that a
 * test can let answers be late, lost, broken or out of order. Whatever is no clear answer is `unknown`.
 */
export const remoteTestProcessor: CardProcessor = {
  mode: 'test',

  async charge({ idempotencyKey, card, total }) {
    return (await ask(idempotencyKey, { method: 'POST', body: JSON.stringify({ card, total }) })) ?? { status: 'unknown' }
  },

  find: (idempotencyKey) => ask(idempotencyKey, { method: 'GET' }),
}

/** Null where the processor says 404: it has never heard of it. */
async function ask(idempotencyKey: string, request: RequestInit): Promise<ChargeOutcome | null> {
  try {
    const response = await fetch(`${env().testProcessorUrl}/charges/${idempotencyKey}`, request)
    if (response.status === 404) return null
    return response.ok ? answer.parse(await response.json()) : { status: 'unknown' }
  } catch {
    return { status: 'unknown' }
  }
}
