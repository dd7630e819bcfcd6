import { database } from '../../db/client'
import { readLastComparison } from '../../db/queries/reconciliations'
import type { BooksResult, CardProcessor, ProcessorBooks } from './card-processor'
import { paymentsOf, reconcile, type Reconciled } from './reconcile'

/** With more differences the books are not of one installation; the command line prints all of them. */
const MOST_KEPT = 10_000

/**
 * Compares the processor's books with the ledger, and keeps the result, or why there is none. What differed the last time
 * is compared again, however old it is.
 */
export async function reconcileAndRecord(
  { name, books }: Pick<CardProcessor, 'name'> & { books: ProcessorBooks },
  since: Date,
): Promise<BooksResult<Reconciled>> {
  const { sql } = database()
  const [{ started }] = await sql<[{ started: Date }]>`select clock_timestamp() as started`
  const record = ({ compared, differences }: Reconciled, error: string | null) =>
    sql`select record_reconciliation(
      p_started_at => ${started}, p_since => ${since}, p_compared => ${compared},
      p_differences => ${sql.json(differences.slice(0, MOST_KEPT))}, p_error => ${error})`
  const recordError = (error: string) => record({ compared: 0, differences: [] }, error)
  try {
    const last = await readLastComparison()
    const result = await reconcile(books, since, last.flatMap(paymentsOf))
    if (result.ok) await record(result.value, null)
    else if (result.reason === 'unavailable') await recordError(`${name} did not answer.`)
    else await recordError(`${name} refused to show its records; the key may lack the right to read them.`)
    return result
  } catch (error) {
    await recordError('The records could not be compared.')
    throw error
  }
}
