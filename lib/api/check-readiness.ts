import { readFunctions } from '../../db/apply-functions'
import { database } from '../../db/client'
import { buildMigration } from '../../db/migrate'
import { withDeadline } from '../deadline'
import { isDevelopment } from '../env'
import { isShuttingDown } from '../shutdown'

/** The time limit of the whole check. A load balancer checks often and must not wait. */
const PATIENCE_MS = 900

type Reason =
  | 'shutting_down'
  | 'database_away'
  | 'migrations_missing'
  /** The database only reads: it is a standby, or was made one. */
  | 'standby'
  /** Another build has replaced the functions that this one calls. */
  | 'functions_replaced'
  /** The database responds, but no connection of the pool becomes free. */
  | 'pool_stuck'

type Readiness = { ready: true } | { ready: false; reason: Reason }

const UNDEFINED_TABLE = '42P01'

type Installed = { migration: number; functionsHash: string; isStandby: boolean }

let build: { migration: number; functionsHash: string } | undefined

/**
 * Whether this process should get traffic. It is not stopping, the database is reachable and writable, the database has
 * the functions of this build, and the pool has a free connection. The database check uses a connection outside the
 * pool, to tell the two apart.
 */
export async function checkReadiness(): Promise<Readiness> {
  if (isShuttingDown()) return no('shutting_down')
  // `npm run dev` changes functions while this process runs.
  if (!build || isDevelopment()) build = { migration: buildMigration(), functionsHash: readFunctions().hash }
  const [found, pool] = await Promise.all([
    withDeadline(readInstalled(), PATIENCE_MS),
    withDeadline(database().sql`select 1`, PATIENCE_MS).catch(() => null),
  ])
  if (!found.ok || !found.value.ok) return no('database_away')
  const { installed } = found.value
  if (installed?.isStandby) return no('standby')
  // A newer version is fine if it still has our functions: during an upgrade, old processes continue until they are
  // replaced.
  if (!installed || installed.migration < build.migration) return no('migrations_missing')
  if (installed.functionsHash !== build.functionsHash) return no('functions_replaced')
  return pool?.ok ? { ready: true } : no('pool_stuck')
}

const no = (reason: Reason): Readiness => ({ ready: false, reason })

/** `installed` is null in a database without migrations. */
async function readInstalled(): Promise<
  { ok: true; installed: Installed | null } | { ok: false; reason: 'database_away' }
> {
  const { dedicated: aside, renewDedicated } = database()
  try {
    const [row] = await aside<Installed[]>`
      select migration, functions_hash as "functionsHash", pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as "isStandby"
      from schema_version`
    // Use a new connection next time: by then the address may lead to the primary.
    if (row?.isStandby) renewDedicated()
    return { ok: true, installed: row ?? null }
  } catch (error) {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return { ok: true, installed: null }
    renewDedicated()
    return { ok: false, reason: 'database_away' }
  }
}
