import { errorCodes, type ErrorCode } from '../rules/errors'

/** What is wrong with one field of the request; `field` is a path such as `allocations.0.amount`. */
export type FieldError = { field: string; code: ErrorCode; message: string }

/** A refusal before it becomes a response: the parts of the problem document that its code does not imply. */
export type Problem = {
  code: ErrorCode
  /** One sentence about this very case. */
  detail?: string
  errors?: FieldError[]
  /** Further members of the document, such as `headroom`. */
  members?: Record<string, unknown>
  headers?: Record<string, string>
}

export type Refused = { ok: false; problem: Problem }
export type Success = { ok: true; status: number; data: unknown; headers?: Record<string, string> }

/** How an operation ends. */
export type Outcome = Success | Refused

/** How one check of a request ends. */
export type Checked<T> = { ok: true; value: T } | Refused

/** Refuses with a code of lib/rules/errors.ts; `field` is the one that is to blame. */
export function refuse(code: ErrorCode, rest: Omit<Problem, 'code'> = {}, field?: string): Refused {
  if (field === undefined) return { ok: false, problem: { code, ...rest } }
  const message = rest.detail ?? `${errorCodes[code].title}.`
  return { ok: false, problem: { code, ...rest, errors: [{ field, code, message }] } }
}

/** Returns a resource. */
export function succeed(data: unknown, status = 200, headers?: Record<string, string>): Success {
  return { ok: true, status, data, headers }
}

/** 429. `because` is a sentence; the retry time is appended to it. */
export function rateLimited(because: string, seconds: number): Refused {
  return refuse('rate_limited', {
    detail: `${because} Try again in ${seconds} s.`,
    headers: { 'Retry-After': String(seconds) },
  })
}
