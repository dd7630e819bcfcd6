import { LARGEST_AMOUNT } from '../lib/rules/money'
import { cleanText, readText } from '../lib/text/rules/read-text'
import { UsageError, type Values } from './command'

/** An option that has to be there. */
export function required(values: Values, name: string): string {
  const value = optional(values, name)
  if (value === undefined) throw new UsageError(`--${name} is missing`)
  return value
}

/** An option that can be omitted but not empty. */
export function optional(values: Values, name: string): string | undefined {
  const value = values[name]
  if (typeof value !== 'string') return undefined
  if (value.trim() === '') throw new UsageError(`--${name} is empty`)
  return value
}

/** A stored text, such as a name: one line of at most `longest` characters. */
export function requiredText(values: Values, name: string, longest: number): string {
  const read = readText(required(values, name), { longest })
  if (!read.ok) throw new UsageError(`--${name} ${read.fault.replace(/\.$/, '')}`)
  return read.text
}

/** An amount that has to be there, as optionalCents reads it. */
export function requiredCents(values: Values, name: string): number {
  required(values, name)
  return optionalCents(values, name)!
}

/** A whole number of cents: `50000` for $500.00. Nothing else is guessed at. */
export function optionalCents(values: Values, name: string): number | undefined {
  const value = optional(values, name)
  if (value === undefined) return undefined
  if (!/^\d{1,14}$/.test(value) || Number(value) > LARGEST_AMOUNT) {
    throw new UsageError(
      `--${name} should be a whole number of cents, such as 50000 for $500.00; it is ${shown(value)}`,
    )
  }
  return Number(value)
}

/** A whole number from `least` to `most`. */
export function requiredCount(values: Values, name: string, least: number, most: number): number {
  const value = required(values, name)
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
  if (!(number >= least && number <= most)) {
    throw new UsageError(`--${name} should be a whole number from ${least} to ${most}; it is ${shown(value)}`)
  }
  return number
}

/** The typed text in a form that a terminal can show. */
const shown = (value: string) => cleanText(value, { longest: 100 })
