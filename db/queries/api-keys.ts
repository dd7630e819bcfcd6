import { database } from '../client'

export type ApiKey = {
  id: string
  name: string
  /** Its first characters, to recognise it by. */
  prefix: string
  scopes: string[]
  state: 'active' | 'expired' | 'revoked'
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
}

/** The team's API keys: those that open something first, newest first. The keys themselves are nowhere. */
export async function listApiKeys(teamId: number): Promise<ApiKey[]> {
  return database().sql<ApiKey[]>`
    select id, name, prefix, array_to_json(scopes) as scopes, created_at as "createdAt", last_used_at as "lastUsedAt",
      expires_at as "expiresAt",
      case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'active' end as state
    from api_keys where team_id = ${teamId}
    order by revoked_at is not null, coalesce(expires_at <= now(), false), created_at desc, id`
}
