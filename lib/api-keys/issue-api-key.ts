import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { makeKey } from './make-key'
import type { Scope } from './scopes'

export type WantedKey = {
  /** 1 to 75 characters. */
  name: string
  /** At least one. */
  scopes: Scope[]
  /** 1 to 36,500; null never expires. */
  expiresInDays: number | null
}

/** Makes an API key for the admin's team. The answer is the only place where the key ever is: its hash alone is kept. */
export async function issueApiKey(
  { teamId, id }: Principal, { name, scopes, expiresInDays }: WantedKey,
): Promise<{ ok: true; key: string } | { ok: false; code: 'forbidden' | 'invalid' }> {
  const { key, hash, prefix } = makeKey()
  const [{ answer }] = await database().sql<[{ answer: 'done' | 'forbidden' | 'invalid' }]>`
    select issue_api_key(${teamId}, ${id}, ${name}, ${hash}, ${prefix}, ${scopes.join(' ')}, ${expiresInDays}) as answer`
  return answer === 'done' ? { ok: true, key } : { ok: false, code: answer }
}
