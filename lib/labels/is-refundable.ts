import type { Label } from '../../db/queries/labels'

/**
 * Whether USPS can refund a label: once, and only labels that were charged to the balance. The database checks again.
 */
export function isRefundable({ chargedTo, status }: Pick<Label, 'chargedTo' | 'status'>): boolean {
  return chargedTo === 'postage_balance' && status === 'printed'
}
