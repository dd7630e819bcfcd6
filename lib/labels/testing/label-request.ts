import { randomUUID } from 'node:crypto'
import type { LabelRequest } from '../print-label'

/** A USPS label of an amount, under a new key: of no service, for no cost account, without a reference. */
export const labelRequest = (wanted: Pick<LabelRequest, 'amount'> & Partial<LabelRequest>): LabelRequest => ({
  key: randomUUID(),
  carrier: 'usps',
  service: null,
  costAccount: null,
  reference: null,
  ...wanted,
})
