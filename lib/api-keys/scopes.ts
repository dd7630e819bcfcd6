/** What an API key may do; the database knows the same three (`api_keys_scopes_known`). */
export const SCOPES = ['read', 'refills:write', 'labels:write'] as const

export type Scope = (typeof SCOPES)[number]
