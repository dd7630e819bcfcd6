import { randomUUID } from 'node:crypto'
import type { RefillRequest } from '../request-refill'

/** A request as a person sends it, under a new key: for no cost account, without a memo, and of no total that was seen. */
export const refillRequest = (
  wanted: Pick<RefillRequest, 'amount' | 'paymentMethodId'> & Partial<RefillRequest>,
): RefillRequest => ({
  key: randomUUID(),
  source: 'web',
  allocations: null,
  memo: null,
  expectedTotal: null,
  ...wanted,
})
