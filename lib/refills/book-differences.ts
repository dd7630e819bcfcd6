import { readDatabaseTime } from '../../db/queries/database-time'
import { log } from '../log'
import type { BooksResult, ProcessorBooks } from '../payments/card-processor'
import { paymentsOf, reconcile } from '../payments/reconcile'
import { applyCharge, type AppliedCharge } from './apply-payment-event'

export type BookedCharge = {
  /** The processor's id of the charge. */
  charge: string
  /** The refill's reference; null if the refill was lost. */
  reference: string | null
  outcome: Exclude<AppliedCharge, 'unknown' | 'not_charged'>
}

/**
 * Compares the processor's books with the ledger (`reconcile`), and books what differs as it is at the processor now.
 * `isBooking`: an operator has asked for it, after a restored backup (`recoverRefill`). `failed` counts the payments that
 * could not be read or booked.
 */
export async function bookDifferences(
  books: ProcessorBooks,
  since: Date,
  isBooking = false,
): Promise<BooksResult<{ booked: BookedCharge[]; failed: number }>> {
  const compared = await reconcile(books, since)
  if (!compared.ok) return compared
  const booked: BookedCharge[] = []
  let failed = 0
  for (const difference of compared.value.differences) {
    for (const charge of paymentsOf(difference)) {
      try {
        const outcome = await book(books, charge, isBooking)
        if (outcome) booked.push({ charge, reference: difference.reference, outcome })
      } catch (error) {
        failed += 1
        log.error({ err: error, charge }, 'a charge could not be booked')
      }
    }
  }
  return { ok: true, value: { booked, failed } }
}

async function book(
  books: ProcessorBooks,
  charge: string,
  isBooking: boolean,
): Promise<BookedCharge['outcome'] | null> {
  const readAt = await readDatabaseTime()
  const read = await books.readCharge(charge)
  if (!read.ok) throw new Error('the processor has not answered')
  if (read.value === null) return null
  const outcome = await applyCharge(read.value, readAt, isBooking)
  return outcome === 'unknown' || outcome === 'not_charged' ? null : outcome
}
