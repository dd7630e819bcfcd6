import { runEvery } from '../run-every'
import { foldDays } from './fold-days'

/** Brings the days of every team's balance up to its entries once a minute. Any number of processes may do so at once. */
export function startFoldJob(): void {
  runEvery('fold', 60_000, foldDays, 'the days of the balance are folded')
}
