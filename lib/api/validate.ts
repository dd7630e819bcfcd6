import type { z } from 'zod'
import { refuse, type Checked, type FieldError } from './outcome'

/** The number of fields that a response names. A body of 64 KB can have 40,000 wrong ones. */
const MOST_ERRORS = 20
/** Characters of a name that is not ours. */
const LONGEST_NAME = 200

/**
 * Validates a value against a schema. An amount with a wrong value has its own code. Everything else, including a
 * missing amount, is `invalid_request`.
 */
export function validate<T>(schema: z.ZodType<T>, value: unknown): Checked<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const byField = new Map<string, FieldError>()
  for (const issue of parsed.error.issues) {
    for (const error of issue.code === 'unrecognized_keys' ? unknownFieldsOf(issue) : [fieldErrorOf(issue, value)]) {
      if (!byField.has(error.field)) byField.set(error.field, error)
    }
  }
  // A person repairs one thing at a time, and the amount first.
  const rank = (error: FieldError) => (error.code === 'invalid_amount' ? 0 : 1)
  const errors = [...byField.values()].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_ERRORS)
  return refuse(errors[0]!.code, { detail: errors[0]!.message, errors })
}

function fieldErrorOf(issue: z.core.$ZodIssue, value: unknown): FieldError {
  const field = issue.path.join('.')
  const given = issue.path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value)
  const isAmount = issue.path.at(-1) === 'amount'
  if (given === undefined && field !== '') return { field, code: 'invalid_request', message: `${field} is missing.` }
  return { field, code: isAmount ? 'invalid_amount' : 'invalid_request', message: `${field} ${issue.message}`.trim() }
}

/**
 * A misspelled field must not fall back to a default where money moves. Its name comes from the client and can be long.
 */
function unknownFieldsOf({ path, keys }: z.core.$ZodIssueUnrecognizedKeys): FieldError[] {
  return keys.slice(0, MOST_ERRORS).map((key) => {
    const field = [...path, key].join('.').slice(0, LONGEST_NAME)
    return { field, code: 'invalid_request', message: `${field} is not a field of this request.` }
  })
}
