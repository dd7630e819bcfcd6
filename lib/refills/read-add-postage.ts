import { isUuid } from '../../db/queries/is-uuid'
import { parseDollars } from '../rules/money'
import { describeFault } from '../forms/fields'
import { readText } from '../text/rules/read-text'
import type { AddPostageError, AddPostageValues } from './rules/add-postage-state'
import { PRESET_AMOUNTS } from './rules/chosen-amount'
import { postedTexts, readAddPostageValues } from './rules/read-add-postage-values'
import { readPurpose, type RefillPurpose } from './rules/refill-purpose'
import { NOT_AN_AMOUNT } from './rules/refusal-words'
import { splitRefill } from './rules/split-refill'

export type TypedRefill = {
  /** As typed: it goes back into the form whatever happens. */
  values: AddPostageValues
  purpose: RefillPurpose
  /** Null where the form carries none, or not one of ours. */
  key: string | null
  /** The total in cents that the person has seen; null where they have seen none. */
  seenTotal: number | null
  /** The amount in cents that belongs to it: what a filled limit was split by. */
  seenAmount: number | null
  /** The labelFingerprint of the label that waits for the postage, as the person has seen it; empty where they have seen none. */
  seenLabel: string
  /** What was asked for, where it can be read. */
  request: { amount: number | 'fill'; paymentMethodId: string; costAccount: string | null; memo: string | null } | null
  errors: AddPostageError[]
}

/** Reads the Add postage form. Only what stands here is ever taken from it; a field that comes twice is refused. */
export function readAddPostage(form: FormData): TypedRefill {
  const posted = postedTexts(form)
  const { text, repeated, faults } = posted
  const values = readAddPostageValues(posted)
  const key = text('idempotency_key')
  const seen = text('seen_total')
  const seenAmount = text('seen_amount')
  const seenLabel = text('seen_label')
  const errors: AddPostageError[] =
    repeated.length > 0
      ? [
          {
            field: 'form',
            message: 'The form contained a field twice. Nothing was charged. Try again.',
          },
        ]
      : []

  const amount = readAmount(values, errors)
  if (faults[0]) errors.push({ field: 'form', message: `${faults[0]} Nothing was charged.` })
  if (!isUuid(values.payment_method)) errors.push({ field: 'payment_method', message: 'Choose a payment method.' })
  // What a limit has room for is only known when it is quoted.
  if (values.split_by !== '') errors.push(...splitRefill(values, amount === 'fill' ? null : amount).errors)
  const memo = readMemo(values, errors)

  return {
    values,
    purpose: readPurpose((name) => form.get(name)),
    key: /^[\x21-\x7e]{1,255}$/.test(key) ? key : null,
    seenTotal: /^\d{1,9}$/.test(seen) ? Number(seen) : null,
    seenAmount: /^\d{1,9}$/.test(seenAmount) ? Number(seenAmount) : null,
    seenLabel,
    request:
      errors.length > 0 || amount === null
        ? null
        : {
            amount,
            paymentMethodId: values.payment_method,
            costAccount: values.split_by === '' ? values.cost_account || null : null,
            memo: memo || null,
          },
    errors,
  }
}

function readMemo({ memo }: AddPostageValues, errors: AddPostageError[]): string {
  const read = readText(memo, { longest: 200 })
  if (!read.ok) errors.push({ field: 'memo', message: describeFault('The note', read.fault) })
  return read.ok ? read.text : ''
}

function readAmount(
  { amount, other_amount: other }: AddPostageValues,
  errors: AddPostageError[],
): number | 'fill' | null {
  if (amount === 'fill') return 'fill'
  if (amount === 'other') {
    const cents = parseDollars(other)
    if (cents === null) {
      errors.push({
        field: 'other_amount',
        message: other === '' ? 'Enter an amount.' : NOT_AN_AMOUNT,
      })
    }
    return cents
  }
  const preset = PRESET_AMOUNTS.find((cents) => String(cents) === amount)
  if (preset === undefined) errors.push({ field: 'amount', message: 'Choose an amount.' })
  return preset ?? null
}
