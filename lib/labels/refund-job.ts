import { repeat } from '../repeat'
import { answerDueRefunds } from './answer-due-refunds'

/** In test mode answers refunds of labels every five seconds. Any number of processes may do so at once. */
export function startRefundJob(): void {
  repeat('refund', 5_000, answerDueRefunds, 'refunds of labels are answered')
}
