import type { PostgresLogin, PostgresPasswords } from './postgres-passwords'

export type PostgresUrls = {
  port: number
  /** The superuser, on any database: for tests, benchmarks and backups, never for the application. */
  superuserUrl: (database: string) => string
  /** The login that owns the database `indicia` and migrates it. */
  ownerUrl: string
  /** The application's login. The migrations grant its permissions. */
  appUrl: string
}

/** The addresses of an embedded PostgreSQL, one per login. */
export function postgresUrls(port: number, passwords: PostgresPasswords): PostgresUrls {
  const url = (login: PostgresLogin, database: string) =>
    `postgres://${login}:${encodeURIComponent(passwords[login])}@127.0.0.1:${port}/${database}`
  return {
    port,
    superuserUrl: (database) => url('postgres', database),
    ownerUrl: url('indicia_owner', 'indicia'),
    appUrl: url('indicia_app', 'indicia'),
  }
}
