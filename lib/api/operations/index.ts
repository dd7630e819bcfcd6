import type { Operation } from '../endpoint'
import { createLabel } from './create-label'
import { createRefill } from './create-refill'
import { getBalance } from './get-balance'
import { getLabel } from './get-label'
import { getRefill } from './get-refill'
import { listCostAccounts } from './list-cost-accounts'
import { listEntries } from './list-entries'
import { listLabels } from './list-labels'
import { listPaymentMethods } from './list-payment-methods'
import { listRefills } from './list-refills'
import { quoteRefillOperation } from './quote-refill'
import { refundLabel } from './refund-label'

/** Everything that the API can do with a key, in the order of its description. */
export const operations: readonly Operation[] = [
  getBalance,
  quoteRefillOperation,
  createRefill,
  listRefills,
  getRefill,
  listPaymentMethods,
  listCostAccounts,
  createLabel,
  listLabels,
  getLabel,
  refundLabel,
  listEntries,
]
