import { createHash } from 'node:crypto'
import { onlyRow } from '../../db/check-result'
import { database } from '../../db/client'
import type { Scope } from '../api-keys/api-keys'
import type { PresentedKey, Principal, KeyRefusal } from '../auth/principal'
import { PATIENCE_MS, withDeadline } from '../deadline'
import { env } from '../env'
import { refuse, type Checked, type Refused } from './outcome'

/** The longest header that can show a key. */
const LONGEST_HEADER = 255

/** The number of writes that a key can make in a burst before it is limited to its rate. */
const BURST = 100

export const unavailable = refuse('unavailable', { headers: { 'Retry-After': '1' } })

/** 401 for a missing or wrong key. Only the log tells them apart. */
export const noKey = refuse('unauthenticated', {
  detail: 'Send a valid API key: Authorization: Bearer ind_…',
  headers: { 'WWW-Authenticate': 'Bearer' },
})

type AuthorizedKey = { teamId: number; apiKeyId: string; requested: Buffer } & Omit<KeyRefusal, 'ok' | 'keyRefusal'> & {
    keyRefusal: KeyRefusal['keyRefusal'] | null
  }

const KEY_REFUSALS: Record<KeyRefusal['keyRefusal'], true> = {
  unauthenticated: true,
  forbidden: true,
  rate_limited: true,
}

/** The API key in a request, not yet authenticated. */
export function readApiKey(request: Request): Checked<PresentedKey> {
  const header = request.headers.get('authorization') ?? ''
  const key = header.length > LONGEST_HEADER ? undefined : /^Bearer +(ind_[\w-]{1,200})$/i.exec(header)?.[1]
  if (!key) return noKey
  const hash = createHash('sha256').update(key).digest()
  return { ok: true, value: { type: 'presented_key', hash, perMinute: env().apiWritesPerMinute, burst: BURST } }
}

/**
 * Authenticates the API key and checks its scope and, for a write, its rate limit, in a statement of its own. A valid
 * write checks this in the statement that does the work.
 */
export async function authenticateKey(request: Request, scope: Scope, isWrite: boolean): Promise<Checked<Principal>> {
  const key = readApiKey(request)
  if (!key.ok) return key
  const { hash, perMinute, burst } = key.value
  const rows = await withDeadline(
    database().sql<[AuthorizedKey]>`
      select turned_away as "keyRefusal", retry_after as "retryAfter", team_id as "teamId", api_key_id as "apiKeyId",
        ${hash}::bytea as requested
      from authorize_api_key(
        p_hash => ${hash}, p_scope => ${scope}, p_write => ${isWrite}, p_per_minute => ${perMinute},
        p_burst => ${burst})`,
    PATIENCE_MS,
  )
  if (!rows.ok) return unavailable
  const { keyRefusal, retryAfter, teamId, apiKeyId } = onlyRow(
    rows.value,
    (row) =>
      hash.equals(row.requested) &&
      (row.keyRefusal === null ? row.teamId !== null && row.apiKeyId !== null : row.keyRefusal in KEY_REFUSALS),
  )
  if (keyRefusal !== null) return refuseApiKey({ ok: false, keyRefusal, retryAfter }, scope)
  return { ok: true, value: { type: 'api_key', id: apiKeyId, teamId } }
}

/** Explains why a key was refused for a scope. */
export function refuseApiKey({ keyRefusal, retryAfter }: KeyRefusal, scope: Scope): Refused {
  if (keyRefusal === 'unauthenticated') return noKey
  if (keyRefusal === 'forbidden')
    return refuse('forbidden', { detail: `This needs an API key with the scope ${scope}.` })
  const seconds = Math.max(1, Math.ceil(retryAfter ?? 0))
  return refuse('rate_limited', {
    detail: `This API key writes too fast. Try again in ${seconds} s.`,
    headers: { 'Retry-After': String(seconds) },
  })
}
