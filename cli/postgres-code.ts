/** The SQLSTATE of a refusal by the database, or null for any other error. */
export function postgresCode(error: unknown): string | null {
  const code = error instanceof Error ? (error as { code?: unknown }).code : null
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null
}
