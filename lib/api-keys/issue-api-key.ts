import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'
import { makeKey } from './make-key'
import type { Scope } from './scopes'

type Refusal = 'made' | 'forbidden' | 'invalid'

export type NewApiKey = {
  /** A UUID, made where the intention is. It gives one key, however often it is asked for. */
  id: string
  /** 1 to 75 characters. */
  name: string
  /** At least one. */
  scopes: Scope[]
  /** 1 to 36,500; null never expires. */
  expiresInDays: number | null
}

/**
 * Makes an API key for the admin's team. The answer is the only place where the key ever is: its hash alone is kept. `made`
 * where the id has given one already: that one is as it was, and cannot be shown again.
 */
export async function issueApiKey(
  { teamId, id: actor }: Principal,
  { id, name, scopes, expiresInDays }: NewApiKey,
): Promise<{ ok: true; key: string } | { ok: false; code: Refusal }> {
  if (!isUuid(id)) return { ok: false, code: 'invalid' }
  const { key, hash, prefix } = makeKey()
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | Refusal }]>`
    select issue_api_key(
      p_team => ${teamId}, p_actor => ${actor}, p_key => ${id}, p_name => ${name}, p_hash => ${hash},
      p_prefix => ${prefix}, p_scopes => ${scopes.join(' ')}, p_expires_in_days => ${expiresInDays}) as outcome`
  return outcome === 'done' ? { ok: true, key } : { ok: false, code: outcome }
}
