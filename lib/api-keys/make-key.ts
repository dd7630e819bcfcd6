import { createHash, randomBytes } from 'node:crypto'

/** A new API key, the SHA-256 that is stored instead of it, and the first characters, to recognise it by. */
export function makeKey(): { key: string; hash: Buffer; prefix: string } {
  const key = `ind_${randomBytes(32).toString('base64url')}`
  return { key, hash: createHash('sha256').update(key).digest(), prefix: key.slice(0, 8) }
}
