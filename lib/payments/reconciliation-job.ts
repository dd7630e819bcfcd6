import { runEvery } from '../run-every'
import { reconcileNightly } from './reconcile-nightly'

/** Compares the processor's books with the ledger once a day: every ten minutes it looks whether it is time. */
export function startReconciliationJob(): void {
  runEvery('reconciliation', 10 * 60_000, reconcileNightly, 'the processor’s books are compared with the ledger')
}
