import { parseDollars } from '../../rules/money'
import type { AddPostageValues } from './add-postage-state'
import { headroom, type QuoteAccount } from './quote'

/** The amounts that stand ready, in cents. */
export const PRESET_AMOUNTS = [10_00, 25_00, 50_00, 100_00, 250_00]

/** The cents that the form stands for, or null while it says none. */
export function chosenAmount(
  values: Pick<AddPostageValues, 'amount' | 'other_amount'>,
  account: QuoteAccount,
): number | null {
  if (values.amount === 'fill') return headroom(account)
  if (values.amount === 'other') return parseDollars(values.other_amount)
  const preset = PRESET_AMOUNTS.find((cents) => String(cents) === values.amount)
  return preset ?? null
}
