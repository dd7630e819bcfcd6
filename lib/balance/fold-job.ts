import { repeat } from '../repeat'
import { foldDays } from './fold-days'

/** Brings the days of every team's balance up to its entries once a minute. Any number of processes may do so at once. */
export function startFoldJob(): void {
  repeat('fold', 60_000, foldDays, 'the days of the balance are folded')
}
