import postgres from 'postgres'
import type { PostgresLogin, PostgresPasswords } from './postgres-passwords'
import type { PostgresUrls } from './postgres-urls'

/**
 * Creates the two logins and the database if they are missing. The owner can do everything in its own database and
 * nothing outside it. The application can only connect until the migrations grant more.
 */
export async function createLogins(urls: PostgresUrls, passwords: PostgresPasswords): Promise<void> {
  const sql = postgres(urls.superuserUrl('postgres'), { max: 1, connect_timeout: 5, onnotice: () => undefined })
  const createRole = (login: PostgresLogin) =>
    sql.unsafe(`create role ${login} login password '${passwords[login].replaceAll("'", "''")}'`)
  try {
    const roles = await sql<{ rolname: string }[]>`select rolname from pg_roles`
    const databases = await sql<{ datname: string }[]>`select datname from pg_database`
    const hasRole = (name: PostgresLogin) => roles.some(({ rolname }) => rolname === name)
    if (!hasRole('indicia_owner')) await createRole('indicia_owner')
    if (!hasRole('indicia_app')) await createRole('indicia_app')
    if (!databases.some(({ datname }) => datname === 'indicia')) {
      await sql.unsafe('create database indicia owner indicia_owner')
    }
    // At every start: a kill between two of these statements leaves nothing undone for good.
    await sql.unsafe('revoke all on database indicia from public; grant connect on database indicia to indicia_app')
  } finally {
    await sql.end()
  }
}
