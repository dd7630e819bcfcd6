import { createHash } from 'node:crypto'

/**
 * The hash that an idempotency key is kept with: SHA-256 over the parsed request before defaults. The caller lists the
 * fields in a fixed order, so that the same request always gives the same hash.
 */
export function requestHash(fields: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(fields)).digest()
}
