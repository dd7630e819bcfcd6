import type { z } from 'zod'
import { refuse, type Checked, type FieldError } from './outcome'

/**
 * Holds a value against a schema. An amount that is there but is no amount has a code of its own; everything else,
 * also an amount that is missing, is `invalid_request`.
 */
export function validate<T>(schema: z.ZodType<T>, value: unknown): Checked<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const all = parsed.error.issues.map((issue) => fieldErrorOf(issue, value))
  const errors = all.filter((error, index) => all.findIndex(({ field }) => field === error.field) === index)
  // A person repairs one thing at a time, and the amount first.
  const first = errors.find((error) => error.code === 'invalid_amount') ?? errors[0]!
  return refuse(first.code, { detail: first.message, errors })
}

function fieldErrorOf(issue: z.core.$ZodIssue, value: unknown): FieldError {
  const field = issue.path.join('.')
  const given = issue.path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value)
  const isAmount = issue.path.at(-1) === 'amount'
  if (given === undefined && field !== '') return { field, code: 'invalid_request', message: `${field} is missing.` }
  return { field, code: isAmount ? 'invalid_amount' : 'invalid_request', message: `${field} ${issue.message}`.trim() }
}
