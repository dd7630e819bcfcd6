import { createHash } from 'node:crypto'
import { database } from '../../db/client'
import type { Scope } from '../api-keys/scopes'
import type { Principal } from '../auth/principal'
import { env } from '../env'
import { withDeadline } from '../deadline'
import { refuse, type Checked } from './outcome'

/** How many writes a key may make at once before it is slowed down to its rate. */
const BURST = 100

/**
 * How long a request waits for a database that hangs, or for its turn in a pool that is held up. This is its first
 * statement, so nothing has happened yet.
 */
export const PATIENCE_MS = 5_000

export const unavailable = refuse('unavailable', { headers: { 'Retry-After': '1' } })

const noKey = refuse('unauthenticated', {
  detail: 'Send a valid API key: Authorization: Bearer ind_…', headers: { 'WWW-Authenticate': 'Bearer' },
})

type Admitted = { team_id: number; api_key_id: string; scopes: string[]; retry_after: number }

/** Who asks, and whether they may: key, scope, and for a write its allowance, in one statement. */
export async function authenticateKey(request: Request, scope: Scope, isWrite: boolean): Promise<Checked<Principal>> {
  const key = /^Bearer +(ind_[\w-]{1,200})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!key) return noKey
  const hash = createHash('sha256').update(key).digest()
  const rows = await withDeadline(
    database().sql<Admitted[]>`
      select team_id, api_key_id, array_to_json(scopes) as scopes, retry_after
      from admit_api_key(${hash}, ${isWrite}, ${env().apiWritesPerMinute}, ${BURST})`,
    PATIENCE_MS,
  )
  if (rows === 'too late') return unavailable
  const [admitted] = rows
  if (!admitted) return noKey
  if (!admitted.scopes.includes(scope)) {
    return refuse('forbidden', { detail: `This needs an API key with the scope ${scope}.` })
  }
  if (admitted.retry_after > 0) {
    const seconds = Math.max(1, Math.ceil(admitted.retry_after))
    return refuse('rate_limited', {
      detail: `This API key writes too fast. Try again in ${seconds} s.`, headers: { 'Retry-After': String(seconds) },
    })
  }
  return { ok: true, value: { type: 'api_key', id: admitted.api_key_id, teamId: admitted.team_id } }
}
