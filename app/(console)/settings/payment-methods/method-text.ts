import type { PaymentMethod } from '@/db/queries/payment-methods'
import type { BankAccount } from '@/db/queries/statement'
import { formatMoney } from '@/lib/rules/money'

/** What a payment method is, whatever it is called. */
export const KINDS = {
  credit_card: 'Credit card',
  reserve_account: 'Reserve Account',
  purchase_power: 'Purchase Power',
}

/** Where the money of a Reserve Account or Purchase Power is looked after; null for a card. */
export const STATEMENTS = {
  credit_card: null,
  reserve_account: '/settings/payment-methods/reserve-account',
  purchase_power: '/settings/payment-methods/purchase-power',
}

/** Where a recorded deposit or payment is corrected, before its id. */
export const CORRECTIONS = '/settings/payment-methods/receipts'

/** The page of an account of the ledger that takes money from the bank. */
export const statementOf = (account: BankAccount) =>
  STATEMENTS[account === 'reserve' ? 'reserve_account' : 'purchase_power']

/** Until when a card is good, or what a method has left. */
export function meansText({ available, expiresMonth, expiresYear, expired }: PaymentMethod): string {
  if (available !== null) return `${formatMoney(available)} left`
  if (expiresMonth === null || expiresYear === null) return 'No expiry known'
  const month = `${String(expiresMonth).padStart(2, '0')}/${String(expiresYear % 100).padStart(2, '0')}`
  return expired ? `Expired ${month}` : `Expires ${month}`
}
