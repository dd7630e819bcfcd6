import { database } from '../../db/client'
import { readDatabaseTime } from '../../db/queries/database-time'
import type { ProcessorMessage } from '../payments/card-processor'
import { applyPaymentEvent } from './apply-payment-event'

/**
 * Acts on a message of the processor once, whether it was sent to us or we asked for it, and records its id. Returns
 * false if it was handled before. Throws if it must come again.
 */
export async function actOnMessage({ id, type, createdAt, translate }: ProcessorMessage): Promise<boolean> {
  const { sql } = database()
  const [known] = await sql`select from processor_events where id = ${id}`
  if (known) return false
  const readAt = await readDatabaseTime()
  const translated = await translate()
  if (translated.status === 'unknown') throw new Error(`the processor has not said what the message ${id} is about`)
  if (translated.status === 'event') await applyPaymentEvent(translated.event, readAt)
  await sql`select record_processor_event(p_event => ${id}, p_type => ${type}, p_created_at => ${createdAt})`
  return true
}
