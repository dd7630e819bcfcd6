import { parseEnv } from '../env'

const valid = {
  AUTH_SECRET: 'a-secret-for-tests-of-at-least-32-characters',
  DATABASE_URL: 'postgres://unused.example/unused',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'indicia',
  OIDC_CLIENT_SECRET: 'client-secret',
}

/** Makes `env()` return these variables, with valid values for the rest. */
export function useEnv(variables: Record<string, string> = {}): void {
  const parsed = parseEnv({ ...valid, ...variables })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  ;(globalThis as { indiciaEnv?: unknown }).indiciaEnv = parsed.env
}
