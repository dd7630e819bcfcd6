import type { Label } from '../../db/queries/labels'

/** Whether USPS can be asked for a label's postage: once, and never for what another carrier has billed. The database asks again. */
export function isRefundable({ chargedTo, status }: Pick<Label, 'chargedTo' | 'status'>): boolean {
  return chargedTo === 'postage_balance' && status === 'printed'
}
