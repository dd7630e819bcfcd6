/** An answer of Stripe's that says no: its status, and what stands under `error` in its body. */
export class StripeProblem extends Error {
  override name = 'StripeProblem'
  constructor(
    readonly status: number,
    readonly error: { type: string; message: string; [more: string]: unknown },
  ) {
    super(error.message)
  }
}

export const missing = (kind: string, id: string, param = 'id') =>
  new StripeProblem(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message: `No such ${kind}: '${id}'`,
  })

export const invalid = (message: string, code?: string, more: Record<string, unknown> = {}) =>
  new StripeProblem(400, { type: 'invalid_request_error', message, ...(code && { code }), ...more })
