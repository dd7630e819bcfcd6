import { countByAddress } from '../security/limits'
import { recordSecurityEvent } from '../security/record-event'
import { noKey, readApiKey } from './authenticate-key'
import { rateLimited, type Refused } from './outcome'

const MOST = 5_000
const REMEMBERED_MS = 60_000

// On globalThis: the bundler can give a route its own copy of this module, but there is only one process.
const held = globalThis as { indiciaWrongKeys?: Map<string, number> }

/**
 * Refuses a request with a wrong API key or none: 401, or 429 if the address has sent too many of them. Only wrong keys
 * are counted and refused, so valid keys from the same address keep working.
 */
export function refuseKey(request: Request, requestId: string): Refused {
  const limit = countByAddress('api_key')
  const shown = request.headers.get('authorization')
  const key = readApiKey(request)
  recordSecurityEvent('api_key_refused', {
    reason: shown === null ? 'no_key' : key.ok ? 'wrong_key' : 'not_a_key',
    prefix: key.ok ? prefixOf(shown!) : null,
    requestId,
  })
  if (limit.ok) return noKey
  if (key.ok) remember(key.value.hash)
  return rateLimited('This address has sent too many requests without a valid API key.', limit.retryAfter)
}

/** The same, without a query, for a key that was found wrong a moment ago and came too often. Null for every other. */
export function refuseCachedKey(request: Request, requestId: string): Refused | null {
  const wrong = held.indiciaWrongKeys
  if (!wrong || wrong.size === 0) return null
  const key = readApiKey(request)
  const until = key.ok ? wrong.get(nameOf(key.value.hash)) : undefined
  return until !== undefined && performance.now() < until ? refuseKey(request, requestId) : null
}

function remember(hash: Buffer): void {
  const wrong = (held.indiciaWrongKeys ??= new Map())
  wrong.delete(nameOf(hash))
  wrong.set(nameOf(hash), performance.now() + REMEMBERED_MS)
  if (wrong.size > MOST) wrong.delete(wrong.keys().next().value!)
}

/** The stored prefix of a key (api_keys.prefix), so that an operator can find a revoked key. */
const prefixOf = (header: string) => header.slice(header.indexOf('ind_')).slice(0, 8)

const nameOf = (hash: Buffer) => hash.toString('base64url')
