import type { Label } from '../../db/queries/labels'

/**
 * Whether USPS can refund a label: once, and only labels that were charged to the balance,
 * and none of a test round that is over. The database checks again.
 */
export function isRefundable({ chargedTo, status, isOfTestRound = false }: Refundable): boolean {
  return chargedTo === 'postage_balance' && status === 'printed' && !isOfTestRound
}

type Refundable = Pick<Label, 'chargedTo' | 'status'> & Partial<Pick<Label, 'isOfTestRound'>>
