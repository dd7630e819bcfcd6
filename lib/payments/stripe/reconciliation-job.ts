import { runEvery } from '../../run-every'
import { reconcileNightly } from './reconcile-nightly'

/** Has Stripe's books laid beside the ledger once a day: every ten minutes it is asked whether it is due. */
export function startReconciliationJob(): void {
  runEvery('reconciliation', 10 * 60_000, reconcileNightly, 'Stripe’s books are laid beside the ledger')
}
