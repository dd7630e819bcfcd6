import { parseDollars } from '@/lib/money'
import type { AddPostageValues } from '@/lib/refills/add-postage-state'
import { headroom, type QuoteAccount } from '@/lib/refills/quote'

/** The amounts that stand ready, in cents. */
export const PRESETS = [10_00, 25_00, 50_00, 100_00, 250_00]

/** The cents that the form stands for, or null while it says none. */
export function chosenAmount(
  values: Pick<AddPostageValues, 'amount' | 'other_amount'>,
  account: QuoteAccount,
): number | null {
  if (values.amount === 'fill') return headroom(account)
  if (values.amount === 'other') return parseDollars(values.other_amount)
  const preset = PRESETS.find((cents) => String(cents) === values.amount)
  return preset ?? null
}
