const needed = {
  AUTH_SECRET: 'a secret of the tests, long enough to be one',
  DATABASE_URL: 'postgres://nobody@localhost/never-opened',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'indicia',
  OIDC_CLIENT_SECRET: 'secret',
}

/** Gives `env()` what it insists on, and the variables of a test. Whatever it had read before is forgotten. */
export function setEnvironment(variables: Record<string, string> = {}): void {
  Object.assign(process.env, needed, variables)
  delete (globalThis as { indiciaEnv?: unknown }).indiciaEnv
}
