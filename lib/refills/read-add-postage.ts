import { isUuid } from '../../db/queries/is-uuid'
import { readCode } from '../cost-accounts/fields'
import { readPosted, type FormError } from '../form-state'
import { parseDollars } from '../rules/money'
import { readField } from '../text/read-field'
import type { AddPostageError, AddPostageValues } from './rules/add-postage-state'
import { PRESET_AMOUNTS } from './rules/chosen-amount'
import { MOST_SHARES } from './rules/rearrange-split'
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
  const repeated: string[] = []
  const faults: string[] = []
  const posted = (value: unknown) => {
    const { text: read, fault } = readPosted(value)
    if (fault !== null) faults.push(fault)
    return read
  }
  const text = (name: string) => {
    const [first, ...more] = form.getAll(name)
    if (more.length > 0) repeated.push(name)
    return posted(first)
  }
  const each = (name: string) => form.getAll(name).slice(0, MOST_SHARES).map(posted)
  const accounts = each('split_account')
  const shares = each('split_share')
  const values: AddPostageValues = {
    amount: text('amount'),
    other_amount: text('other_amount'),
    payment_method: text('payment_method'),
    cost_account: readCode(text('cost_account')) ?? '',
    split_by: readSplitBy(text('split_by')),
    split: accounts.map((account, place) => ({ cost_account: readCode(account) ?? '', share: shares[place] ?? '' })),
    memo: text('memo'),
  }
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
  const wrong: FormError[] = []
  const text = readField({ memo }, wrong, 'memo', { called: 'The note', longest: 200 })
  errors.push(...wrong.map(({ message }): AddPostageError => ({ field: 'memo', message })))
  return text
}

function readSplitBy(text: string): string {
  return text === 'amount' || text === 'percent' ? text : ''
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
