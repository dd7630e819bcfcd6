import postgres from 'postgres'
import { migrate } from '../db/migrate'
import { MigrationError } from '../db/migration-error'
import { describeDatabase } from '../lib/environment/describe-setup'
import { StartError } from './start-error'

type Urls = { ownerUrl: string; appUrl: string }

const OLDEST = 15

/**
 * Brings a database to this build (see `migrate`). A database that is unreachable, too old, or refuses us is reported
 * in one sentence with its variable and what to do.
 */
export async function prepareDatabase({ ownerUrl, appUrl }: Urls): Promise<void> {
  await reachDatabase({ ownerUrl, appUrl })
  try {
    await migrate({ ownerUrl, appUrl })
  } catch (error) {
    if (error instanceof MigrationError) throw error
    throw describeDatabaseError(error, ownerName({ ownerUrl, appUrl }), ownerUrl) ?? error
  }
}

/** Looks whether a database can be worked with, by both logins, and changes nothing in it. Throws as `prepareDatabase` does. */
export async function reachDatabase({ ownerUrl, appUrl }: Urls): Promise<void> {
  await check(ownerName({ ownerUrl, appUrl }), ownerUrl)
  if (ownerUrl !== appUrl) await check('DATABASE_URL', appUrl)
}

const ownerName = ({ ownerUrl, appUrl }: Urls) => (ownerUrl === appUrl ? 'DATABASE_URL' : 'DATABASE_OWNER_URL')

async function check(name: string, url: string): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    fetch_types: false,
    prepare: false,
    onnotice: () => undefined,
  })
  try {
    const [server] = await sql<[{ version: number }]>`select current_setting('server_version_num')::integer as version`
    const fault = checkPostgresVersion(server.version)
    if (fault !== null) throw new StartError(`${name}: ${fault}`)
  } catch (error) {
    throw describeDatabaseError(error, name, url) ?? error
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** What is wrong with a server of this version (`server_version_num`), or null. */
export function checkPostgresVersion(version: number): string | null {
  const major = Math.floor(version / 10_000)
  return major >= OLDEST ? null : `should lead to PostgreSQL ${OLDEST} or later; this is PostgreSQL ${major}`
}

/** Explains a failure of the database at `name` in one sentence; null if it is unexpected. */
export function describeDatabaseError(error: unknown, name: string, url: string): StartError | null {
  if (error instanceof StartError) return error
  const cause = withCode(error)
  const reason = cause === null ? undefined : reasonOf(cause.code)
  return reason === undefined
    ? null
    : new StartError(`${name}: should lead to a database that lets us work; ${describeDatabase(url)} ${reason}`)
}

function reasonOf(code: string): string | undefined {
  if (/^ERR_SSL|^EPROTO$/.test(code)) return 'does not speak TLS: leave sslmode out of the address'
  if (/CERT|^UNABLE_TO_/.test(code)) {
    return `shows a certificate that is not trusted (${code}): give its authority in NODE_EXTRA_CA_CERTS, or take sslmode=require to go without`
  }
  return (
    REASONS[code] ??
    (/^(08|53|57|58)/.test(code) ? `is not able to serve us now (${code}): try again, or look at its log` : undefined)
  )
}

const SILENT = 'does not answer: check host, port and firewall'
const UNKNOWN_HOST = 'is on a host of an unknown name: check the host'
const REASONS: Record<string, string> = {
  ECONNREFUSED: 'is not there, nothing listens: check host and port, and whether it runs',
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  ETIMEDOUT: SILENT,
  CONNECT_TIMEOUT: SILENT,
  EHOSTUNREACH: SILENT,
  ENETUNREACH: SILENT,
  ECONNRESET:
    'closes the connection: check that PostgreSQL is what listens there, and whether it wants or refuses TLS (sslmode)',
  CONNECTION_CLOSED:
    'closes the connection: check that PostgreSQL is what listens there, and whether it wants or refuses TLS (sslmode)',
  '28P01': 'refuses the password: check user and password',
  '28000': 'refuses this login: check the user, pg_hba.conf, and whether it wants TLS (?sslmode=require)',
  '3D000': 'does not exist: make it (create database … owner …), or name another one',
  '42501': 'does not allow this login to make tables: let it own the database (alter database … owner to …)',
  '25006': 'is a standby, which cannot be written to: name the primary',
  '53300': 'has no connection left: raise max_connections, or close others',
  '57P03': 'is starting or stopping: try again in a moment',
  SASL_SIGNATURE_MISMATCH: 'does not know the password either: it is not the server that was expected',
}

function withCode(error: unknown): { code: string } | null {
  if (!(error instanceof Error)) return null
  return 'code' in error && typeof error.code === 'string' ? { code: error.code } : withCode(error.cause)
}
