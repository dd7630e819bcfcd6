/**
 * The error codes of API v1 and their HTTP statuses, as clients rely on them. It is written by hand and not derived from
 * lib/rules/errors.ts, so that a code that is removed, renamed, or given another status there fails a test. A new code
 * is added in both places; an existing line never changes within v1.
 */
export const errorContract: Record<string, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  payload_too_large: 413,
  unsupported_media_type: 415,
  malformed_json: 400,
  idempotency_key_missing: 400,
  idempotency_key_invalid: 400,
  idempotency_mismatch: 409,
  invalid_request: 422,
  invalid_amount: 422,
  below_minimum: 422,
  above_limit: 422,
  unknown_payment_method: 422,
  inactive_payment_method: 422,
  no_payment_method: 422,
  reserve_insufficient: 422,
  credit_limit_exceeded: 422,
  unknown_cost_account: 422,
  inactive_cost_account: 422,
  cost_account_required: 422,
  allocations_mismatch: 422,
  insufficient_funds: 402,
  payment_declined: 402,
  not_refundable: 409,
  not_supported: 409,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
}
