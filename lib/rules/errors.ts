/**
 * The closed list of error codes that API clients rely on, with the HTTP status and a sentence for people. Log messages
 * are separate.
 */
export const errorCodes = {
  unauthenticated: { status: 401, title: 'Sign in or send a valid API key' },
  forbidden: { status: 403, title: 'This is not allowed for you' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This address does not answer to that method' },
  payload_too_large: { status: 413, title: 'The body is larger than 64 KB' },
  unsupported_media_type: { status: 415, title: 'Send the body as application/json' },
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  idempotency_key_missing: { status: 400, title: 'Send an Idempotency-Key header' },
  idempotency_key_invalid: { status: 400, title: 'The Idempotency-Key must be 1 to 255 visible ASCII characters' },
  idempotency_mismatch: { status: 409, title: 'This Idempotency-Key was used for another request' },
  invalid_request: { status: 422, title: 'The request is not valid' },
  invalid_amount: { status: 422, title: 'The amount must be a whole, positive number of cents' },
  below_minimum: { status: 422, title: 'The amount is below the minimum' },
  above_limit: { status: 422, title: 'The amount does not fit under the balance limit' },
  unknown_payment_method: { status: 422, title: 'There is no such payment method' },
  inactive_payment_method: { status: 422, title: 'This payment method is inactive' },
  no_payment_method: { status: 422, title: 'The team has no default payment method' },
  reserve_insufficient: { status: 422, title: 'The Reserve Account does not have enough' },
  credit_limit_exceeded: { status: 422, title: 'Purchase Power does not have enough credit left' },
  unknown_cost_account: { status: 422, title: 'Cost account not found' },
  inactive_cost_account: { status: 422, title: 'This cost account is inactive' },
  cost_account_required: { status: 422, title: 'Choose a cost account' },
  allocations_mismatch: { status: 422, title: 'The allocations must sum to the amount' },
  insufficient_funds: { status: 402, title: 'The postage balance is too low' },
  payment_declined: { status: 402, title: 'The payment was declined' },
  not_refundable: { status: 409, title: 'This label cannot be refunded' },
  not_supported: { status: 409, title: 'This server cannot do that for the team' },
  rate_limited: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'The database is away for a moment' },
  internal: { status: 500, title: 'Something went wrong' },
} as const

export type ErrorCode = keyof typeof errorCodes

/**
 * PostgreSQL and client codes of temporary failures, after which a request can be retried. They are failures of
 * connections and resources, a database that accepts no connections (55000) or does not exist (3D000) while somebody
 * restores it, and a read-only database (25006) after a failover.
 */
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '25006',
  '25P03',
  '3D000',
  '40001',
  '40P01',
  '53100',
  '53200',
  '53300',
  '53400',
  '55000',
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '57P04',
  '57P05',
  '58030',
  // A pooler has mixed up statements or results (db/check-result.ts).
  '26000',
  '42P05',
  'UNEXPECTED_RESULT',
  // The database is not as this build left it: another build has replaced functions or tables, or rights are gone.
  '42883',
  '42725',
  '42501',
  '42P01',
  '42703',
  '3F000',
])

/** Whether an exception means that the database is away or overloaded. Drizzle wraps its errors: the cause counts too. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && (awayCodes.has(code) || code.startsWith('08'))) return true
  return isDatabaseAway(error.cause)
}
