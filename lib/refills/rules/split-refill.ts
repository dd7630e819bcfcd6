/** One refill for several cost accounts: by amounts or percents, to the cent. The browser and the server use this one. */

import { formatMoney, parseDollars } from '../../rules/money'
import type { AddPostageError, AddPostageValues, Share } from './add-postage-state'
import { NOT_AN_AMOUNT } from './refusal-words'

export type Split = {
  /** Cents of each row as it stands in the form; null for an empty row, and where it cannot be told. */
  amounts: (number | null)[]
  /** What has no row yet, in cents or hundredths of a percent; below zero it is too much. Null where it cannot be told. */
  left: number | null
  /** What is booked where; null while something is wrong. Sums to the refill exactly. */
  shares: Share[] | null
  errors: AddPostageError[]
}

/** A hundred percent, in hundredths of a percent. */
const WHOLE = 100_00

/** Hundredths of a percent, as typed: `25`, `12.5 %`. Null for what is no such thing, and where spaces stand anywhere else. */
export function parsePercent(typed: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{0,2}))?[ \u00a0\u2009\u202f]?%?$/.exec(typed.length > 20 ? '' : typed.trim())
  if (!match) return null
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return hundredths <= WHOLE ? hundredths : null
}

/**
 * Cents for each part, in proportion, by the largest remainder: everybody gets the whole cents of their part, and the cents
 * that are left over go to those who lost most by that, the earlier one first, since sorting is stable. The sum is always
 * `amount`.
 */
export function apportion(amount: number, parts: readonly number[]): number[] {
  const sum = parts.reduce((total, part) => total + part, 0)
  const cents = parts.map((part) => Math.floor((amount * part) / sum))
  const lost = parts.map((part, place) => ({ place, remainder: (amount * part) % sum }))
  lost.sort((a, b) => b.remainder - a.remainder)
  const over = amount - cents.reduce((total, each) => total + each, 0)
  for (const { place } of lost.slice(0, over)) cents[place]! += 1
  return cents
}

type Row = { place: number; costAccount: string; typed: string; value: number | null }

/**
 * Reads a split of `amount` cents (null while the amount is not known). Empty rows count for nothing; one row may leave its
 * share empty and takes what is left.
 */
export function splitRefill(
  { split_by: by, split }: Pick<AddPostageValues, 'split_by' | 'split'>,
  amount: number | null,
): Split {
  const errors: AddPostageError[] = []
  const inPercent = by === 'percent'
  const rows = split
    .map(({ cost_account: costAccount, share }, place): Row => ({
      place,
      costAccount,
      typed: share,
      value: inPercent ? parsePercent(share) : parseDollars(share),
    }))
    .filter(({ costAccount, typed }) => costAccount !== '' || typed !== '')
  checkRows(rows, inPercent, errors)

  const whole = inPercent ? WHOLE : amount
  const readable = rows.every(({ typed, value }) => typed === '' || value !== null)
  const given = rows.reduce((sum, { value }) => sum + (value ?? 0), 0)
  const left = whole === null || !readable ? null : whole - given
  if (left !== null) checkSum(rows, left, given, inPercent, errors)

  const amounts: (number | null)[] = split.map(() => null)
  const parts = rows.map(({ typed, value }) => (typed === '' ? left : value))
  const complete =
    left !== null &&
    parts.every((part) => part !== null && part > 0) &&
    parts.reduce<number>((sum, part) => sum + part!, 0) === whole
  if (complete && amount !== null && amount > 0) {
    const cents = inPercent ? apportion(amount, parts as number[]) : (parts as number[])
    for (const [index, { place }] of rows.entries()) {
      amounts[place] = cents[index]!
      if (cents[index] === 0)
        errors.push({
          field: `split_share_${place}`,
          message: `This is less than one cent of ${formatMoney(amount)}.`,
        })
    }
  }
  const shares =
    complete && amount !== null && errors.length === 0
      ? rows.map(({ costAccount, place }) => ({ costAccount, amount: amounts[place]! }))
      : null
  const restTaken = rows.some(({ typed }) => typed === '')
  return { amounts, left: restTaken && left !== null && left > 0 ? 0 : left, shares, errors }
}

function checkRows(rows: Row[], inPercent: boolean, errors: AddPostageError[]): void {
  if (rows.length === 0)
    errors.push({ field: 'split_account_0', message: 'Choose the cost accounts that share this postage.' })
  const chosen = new Set<string>()
  let restTaken = false
  for (const { place, costAccount, typed, value } of rows) {
    if (costAccount === '')
      errors.push({ field: `split_account_${place}`, message: 'Choose a cost account for this share.' })
    else if (chosen.has(costAccount))
      errors.push({ field: `split_account_${place}`, message: 'This cost account already has a share.' })
    chosen.add(costAccount)
    const wrong = (message: string) => errors.push({ field: `split_share_${place}`, message })
    if (typed === '') {
      if (restTaken) wrong('Enter a share. Only one row can be empty.')
      restTaken = true
    } else if (value === null) wrong(inPercent ? 'Enter a percentage, such as 25 or 12.5.' : NOT_AN_AMOUNT)
    else if (value === 0) wrong('Enter a share above zero.')
  }
}

function checkSum(rows: Row[], left: number, given: number, inPercent: boolean, errors: AddPostageError[]): void {
  const rest = rows.find(({ typed }) => typed === '')
  const last = rows.at(-1)
  if (!last || (rest ? left > 0 : left === 0)) return
  const words = shareWords(inPercent)
  const message =
    left > 0
      ? `The shares total ${words(given)}. ${words(left)} is left to allocate.`
      : left < 0
        ? `The shares total ${words(given)}. That is ${words(-left)} too much.`
        : 'Nothing is left for this share.'
  errors.push({ field: `split_share_${(rest ?? last).place}`, message })
}

/** How a share reads: `$12.50`, or `12.5%` of hundredths of a percent. */
export function shareWords(inPercent: boolean): (value: number) => string {
  return inPercent ? (value) => `${value / 100}%` : formatMoney
}
