import { runEvery } from '../run-every'
import { resolveDueCardRefunds } from './resolve-due-card-refunds'

/** Looks every five seconds for refunds to cards whose outcome is not known. Any number of processes may do so at once. */
export function startCardRefundJob(): void {
  runEvery('card refund', 5_000, resolveDueCardRefunds, 'refunds to cards are looked after')
}
