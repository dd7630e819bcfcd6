import { runEvery } from '../run-every'
import { resolveDueLabelRefunds } from './resolve-due-label-refunds'

/** In test mode answers refunds of labels every five seconds. Any number of processes may do so at once. */
export function startRefundJob(): void {
  runEvery('refund', 5_000, resolveDueLabelRefunds, 'refunds of labels are answered')
}
