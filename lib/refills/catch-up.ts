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
  const [{ now }] = await sql<[{ now: Date }]>`select clock_timestamp() as now`
  const since = new Date((reading.readUntil?.getTime() ?? now.getTime() - FIRST_READING_MS) - OVERLAP_MS)
  const messages = await readMessages(books, since)
  const booked = await bookDifferences(books, since)
  if (!booked.ok) {
    log.warn(booked.facts, `the books of ${processor.name} could not be read`)
    return null
  }
  if (messages.failed > 0 || booked.value.failed > 0) return messages.acted + booked.value.booked.length
  await sql`select record_processor_reading(p_source => ${source}, p_read_until => ${now})`
  rememberCaughtUp(reading.database, now)
  return messages.acted + booked.value.booked.length
}

/** A key that may not list messages still reads balance transactions. A message that fails is read again the next time. */
async function readMessages(books: ProcessorBooks, since: Date): Promise<{ acted: number; failed: number }> {
  const read = await books.readMessages(since)
  if (!read.ok) {
    log.warn(read.facts, 'the messages of the processor could not be read')
    return { acted: 0, failed: read.reason === 'unavailable' ? 1 : 0 }
  }
  let [acted, failed] = [0, 0]
  for (const message of read.value) {
    try {
      if (await actOnMessage(message)) acted += 1
    } catch (error) {
      failed += 1
      log.error({ err: error, type: message.type }, 'a message of the processor could not be acted on')
    }
  }
  return { acted, failed }
}

/** Catches up every 30 seconds, and once at the start. Any number of processes may do so at once. */
export function startCatchUpJob(): void {
  const words = 'the processor is asked what has happened'
  runEvery('catch-up', 30_000, catchUp, words, { atOnce: true })
}
