import { database } from '../../db/client'
import { log } from '../log'
import { runEvery } from '../run-every'
import { warnOfEndpoint } from './check-endpoint'
import { cardProcessor } from './processor'
import { reconcileAndRecord } from './reconcile-and-record'

/**
 * Compares the processor's books with the ledger once a day (`reconciliation_due`, by the database's clock), keeps the
 * result, and logs differences as an error. Returns whether it was due. Two processes at once only read the same twice.
 */
export async function reconcileNightly(): Promise<boolean> {
  const { name, books } = cardProcessor()
  if (books === null) return false
  const [{ since }] = await database().sql<[{ since: Date | null }]>`select reconciliation_due() as since`
  if (since === null) return false
  try {
    const result = await reconcileAndRecord({ name, books }, since)
    if (!result.ok) log.error(result.facts, `the books of ${name} could not be read`)
    else if (result.value.differences.length === 0)
      log.info({ compared: result.value.compared }, `${name} and the ledger agree`)
    else {
      const { compared, differences } = result.value
      const payments = differences.slice(0, 20).map(({ payment, refill }) => ({ payment, refill }))
      log.error({ compared, differences: differences.length, payments }, `${name} and the ledger differ`)
    }
  } catch (error) {
    log.error({ err: error }, `the books of ${name} could not be compared with the ledger`)
  }
  await warnOfEndpoint()
  return true
}

/** Looks every ten minutes whether the daily comparison is due. */
export function startReconciliationJob(): void {
  runEvery('reconciliation', 10 * 60_000, reconcileNightly, 'the processor’s books are compared with the ledger')
}
