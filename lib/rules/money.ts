/**
 * Money is a whole number of US cents everywhere. This module converts typed text to cents and cents to text. It
 * imports nothing, so the browser and the server use the same code.
 */

/** The largest amount that any field accepts, in cents: far above every limit, far below the loss of precision. */
export const LARGEST_AMOUNT = 100_000_000_00

/** Far above what an amount is typed with. */
const LONGEST_AMOUNT = 40

/** Whole dollars: digits alone, or in groups of three with one and the same separator: a comma, or one of the spaces people type. */
const DOLLARS = String.raw`\d{1,9}|[1-9]\d{0,2}(?<separator>[, \u00a0\u2009\u202f])\d{3}(?:\k<separator>\d{3})?`
const AMOUNT = new RegExp(String.raw`^(?:\$[ \u00a0\u2009\u202f]*)?(${DOLLARS})(?:\.(\d{0,2}))?$`)

/**
 * Reads a typed amount of US dollars and returns cents, or null if it is not an amount. Accepts a dollar sign, spaces
 * around it and around the whole, and thousands separators in the right places. Refuses everything ambiguous (`5 0`,
 * `10,00`, `1,0 00`, `1e2`, `10.001`, full-width digits), because a wrong guess would be somebody's money.
 */
export function parseDollars(typed: string): number | null {
  const bare = typed.length > LONGEST_AMOUNT ? '' : typed.trim()
  const match = AMOUNT.exec(bare)
  if (!match) return null
  const dollars = Number(match[1]!.replaceAll(match[2] ?? ',', ''))
  const cents = Number((match[3] ?? '').padEnd(2, '0'))
  const amount = dollars * 100 + cents
  return amount <= LARGEST_AMOUNT ? amount : null
}

/** Whether a value from outside (JSON) is an amount: a whole, positive number of cents within reason. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= LARGEST_AMOUNT
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

/** Cents as `$1,234.50`; a negative amount carries a real minus sign. */
export function formatMoney(cents: number): string {
  return cents < 0 ? `\u2212${dollars.format(-cents / 100)}` : dollars.format(cents / 100)
}

/** Cents as a signed movement: `+$50.00`, `−$0.73`. */
export function formatSignedMoney(cents: number): string {
  return cents > 0 ? `+${formatMoney(cents)}` : formatMoney(cents)
}

/** Cents as they stand in a text field or a CSV cell: `1234.50`. */
export function formatPlain(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
