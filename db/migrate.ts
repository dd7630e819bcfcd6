import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { applyFunctions, readFunctions, type AppliedFunctions } from './apply-functions'
import { grantToApplication } from './grant-to-application'
import { MigrationError } from './migration-error'

const migrationsFolder = path.join(process.cwd(), 'db', 'migrations')

/** Any number will do; it only has to be the same for everyone who migrates. */
const MIGRATION_LOCK = 7_236_411
const LOCK_WITHIN_MS = 60_000

/**
 * Brings a database to this build's migrations, functions and grants. Safe to call from several processes at once: they
 * take turns under an advisory lock, on a connection of their own. Returns the functions that changed. Throws where the
 * database is newer than this build.
 */
export async function migrate({ ownerUrl, appUrl }: { ownerUrl: string; appUrl: string }): Promise<AppliedFunctions> {
  const sql = postgres(ownerUrl, {
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { search_path: 'public' },
  })
  try {
    await takeLock(sql)
    const build = { migration: buildMigration(), ...readFunctions() }
    const found = await findVersion(sql)
    if (found && found.migration > build.migration) {
      throw new MigrationError(
        `The database is at migration ${found.migration}, this build knows only ${build.migration}: start the newer build.`,
      )
    }
    if (found?.migration !== build.migration) await applyMigrations(drizzle(sql), { migrationsFolder })
    let functions: AppliedFunctions = { applied: [], dropped: [] }
    if (found?.functionsHash !== build.hash || found.migration !== build.migration) {
      functions = await applyFunctions(sql, build, build.migration)
      await sql`
        insert into schema_version (migration, functions_hash) values (${build.migration}, ${build.hash})
        on conflict (single) do update
        set migration = excluded.migration, functions_hash = excluded.functions_hash, applied_at = now()`
    }
    await grantToApplication(sql, await loginOf(appUrl))
    return functions
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The migration that this build belongs to: how many there are. */
export function buildMigration(): number {
  const journal = JSON.parse(readFileSync(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: unknown[]
  }
  return journal.entries.length
}

/** Asks for the lock again and again instead of waiting in it: a start that is interrupted should end at once. */
async function takeLock(sql: postgres.Sql): Promise<void> {
  for (const until = Date.now() + LOCK_WITHIN_MS; ; await delay(50)) {
    const [lock] = await sql<[{ taken: boolean }]>`select pg_try_advisory_lock(${MIGRATION_LOCK}) as taken`
    if (lock.taken) return
    if (Date.now() > until) {
      throw new MigrationError(
        'Another process has been migrating this database for a minute. DATABASE_OWNER_URL has to be a direct address, not a pooler’s.',
      )
    }
  }
}

/** What the database was last brought to; null where it never was. */
export async function findVersion(
  sql: postgres.Sql<{ bigint: number }> | postgres.Sql,
): Promise<{ migration: number; functionsHash: string } | null> {
  const [table] = await sql`select to_regclass('public.schema_version') as name`
  if (!table?.name) return null
  const [row] = await sql`select migration, functions_hash from schema_version`
  return row ? { migration: row.migration, functionsHash: row.functions_hash } : null
}

/** The login that the application will have: as the database knows it, whatever a pooler makes of the address. */
async function loginOf(appUrl: string): Promise<string> {
  const sql = postgres(appUrl, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    const [row] = await sql<[{ login: string }]>`select current_user as login`
    return row.login
  } finally {
    await sql.end({ timeout: 5 })
  }
}
