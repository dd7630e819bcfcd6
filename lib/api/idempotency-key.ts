import { refuse, type Checked } from './outcome'

/** The Idempotency-Key of a request: 1 to 255 visible ASCII characters. Sent twice it has a space in it: refused. */
export function readIdempotencyKey(request: Request): Checked<string> {
  const key = request.headers.get('idempotency-key')
  if (key === null) return refuse('idempotency_key_missing')
  return /^[\x21-\x7e]{1,255}$/.test(key) ? { ok: true, value: key } : refuse('idempotency_key_invalid')
}
