import { database } from '../../db/client'
import { readProcessorReading } from '../../db/queries/processor-reading'
import { log } from '../log'
import type { ProcessorBooks } from '../payments/card-processor'
import { rememberCaughtUp } from '../payments/caught-up'
import { cardProcessor } from '../payments/processor'
import { readingSource } from '../payments/reading-source'
import { runEvery } from '../run-every'
import { actOnMessage } from './act-on-message'
import { bookDifferences } from './book-differences'

/** The processor's clock and the database's may differ, and a message may be listed late. */
const OVERLAP_MS = 10 * 60_000
/** As long as Stripe sends a message again: what has failed for three days is not tried any more. */
const TRIED_FOR_MS = 3 * 24 * 3_600_000
/** A database that has read nothing yet begins here. What is older, an operator books (`reconcile --book`). */
const FIRST_READING_MS = 24 * 3_600_000

/**
 * Reads what has happened at the processor since the last reading, and books it by the same code as a message that was
 * sent to us: first its messages, then its balance transactions. So nothing depends on webhooks. Returns how many
 * messages and payments were acted on, or null if the processor has no books or does not answer. Any number of processes
 * may call it.
 */
export async function catchUp(): Promise<number | null> {
  const processor = cardProcessor()
  const { books } = processor
  if (books === null || !processor.isAvailable()) return null
  const source = readingSource(processor)
  const reading = await readProcessorReading(source)
  const { sql } = database()
  const { now } = reading
  const since = new Date((reading.readUntil?.getTime() ?? now.getTime() - FIRST_READING_MS) - OVERLAP_MS)
  const messages = await readMessages(books, since, now)
  const booked = await bookDifferences(books, since)
  if (!booked.ok) {
    log.warn(booked.facts, `the books of ${processor.name} could not be read`)
    return null
  }
  if (messages.until !== null && booked.value.failed === 0) {
    await sql`select record_processor_reading(p_source => ${source}, p_read_until => ${messages.until})`
    rememberCaughtUp(reading.database, messages.until)
  }
  return messages.acted + booked.value.booked.length
}

/**
 * Acts on the messages since then. `until` is where the next reading begins: now, or the first message that failed, so
 * that it is read again; null if nothing could be read. A key that may not list messages still reads balance transactions.
 */
async function readMessages(
  books: ProcessorBooks,
  since: Date,
  now: Date,
): Promise<{ acted: number; until: Date | null }> {
  const read = await books.readMessages(since)
  if (!read.ok) {
    log.warn(read.facts, 'the messages of the processor could not be read')
    return { acted: 0, until: read.reason === 'unavailable' ? null : now }
  }
  const { sql } = database()
  const ids = read.value.map(({ id }) => id)
  const known = new Set(
    (
      await sql<{ id: string }[]>`
      select id from processor_events where id in (select m from jsonb_array_elements_text(${sql.json(ids)}) m)`
    ).map(({ id }) => id),
  )
  let acted = 0
  let until = now
  for (const message of read.value.filter(({ id }) => !known.has(id))) {
    try {
      if (await actOnMessage(message)) acted += 1
    } catch (error) {
      const { type, createdAt } = message
      log.error({ err: error, type }, 'a message of the processor could not be acted on')
      if (now.getTime() - createdAt.getTime() < TRIED_FOR_MS && createdAt < until) until = createdAt
    }
  }
  return { acted, until }
}

/** Catches up every 30 seconds, and once at the start. Any number of processes may do so at once. */
export function startCatchUpJob(): void {
  const words = 'the processor is asked what has happened'
  runEvery('catch-up', 30_000, catchUp, words, { atOnce: true })
}
