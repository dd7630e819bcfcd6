import { createHash, randomBytes } from 'node:crypto'
import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** The scopes of an API key. The database has the same three (`api_keys_scopes_known`). */
export const SCOPES = ['read', 'refills:write', 'labels:write'] as const

export type Scope = (typeof SCOPES)[number]

/** A new API key, the SHA-256 that is stored instead of it, and the first characters, to recognise it by. */
export function makeKey(): { key: string; hash: Buffer; prefix: string } {
  const key = `ind_${randomBytes(32).toString('base64url')}`
  return { key, hash: createHash('sha256').update(key).digest(), prefix: key.slice(0, 8) }
}

type Refusal = 'made' | 'forbidden' | 'invalid'

export type NewApiKey = {
  /** A UUID that identifies the intention. It creates one key, however often it is sent. */
  id: string
  /** 1 to 75 characters. */
  name: string
  /** At least one. */
  scopes: Scope[]
  /** 1 to 36,500; null never expires. */
  expiresInDays: number | null
}

/**
 * Creates an API key for the admin's team. The response is the only place where the key appears: only its hash is
 * stored. Returns `made` if the id was already used to create a key. That key does not change and cannot be shown
 * again.
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

/** Revokes an API key for good: from the next request on it opens nothing. */
export async function revokeApiKey(
  { teamId, id }: Principal,
  keyId: string,
): Promise<'done' | 'forbidden' | 'not_found'> {
  if (!isUuid(keyId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'forbidden' | 'not_found' }]>`
    select revoke_api_key(p_team => ${teamId}, p_actor => ${id}, p_key => ${keyId}) as outcome`
  return outcome
}
