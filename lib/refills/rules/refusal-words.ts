import { formatMoney } from '../../rules/money'
import { headroom, type Quote, type QuoteAccount } from './quote'

/** What is said where an amount cannot be read. */
export const NOT_AN_AMOUNT = 'Enter an amount in dollars and cents, such as 35.00.'

/** A refused quote in words that say what would work; null where nothing is refused. */
export function refusalWords(
  quote: Quote,
  account: QuoteAccount,
  method: { label: string; available: number | null },
): string | null {
  const room = Math.max(0, headroom(account))
  switch (quote.refusal) {
    case 'below_minimum':
      return `The minimum refill is ${formatMoney(account.minimum)}.`
    case 'above_limit':
      return `You can add up to ${formatMoney(room)}. The balance cannot exceed ${formatMoney(account.limit)}.`
    case 'reserve_insufficient':
    case 'credit_limit_exceeded': {
      const left = formatMoney(method.available ?? 0)
      return `${method.label} has ${left} left, less than ${formatMoney(quote.totalCharged)}.`
    }
    case null:
      return null
  }
}
