import path from 'node:path'
import { readFunctions } from '../db/apply-functions'
import { database, openDatabase, useDatabase } from '../db/client'
import { buildMigration, findVersion } from '../db/migrate'
import { checkDatabaseUrl } from '../lib/environment/check-url'
import { prepareDatabase, reachDatabase } from '../server/prepare-database'
import { CommandError } from './command'
import { openEmbeddedDatabase } from './open-embedded-database'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs work with `database()` as the owner's login: of DATABASE_OWNER_URL or DATABASE_URL, or of the embedded database
 * of INDICIA_DATA_DIR, which is started and stopped if it is not running. Migrates the database first, unless the work
 * only reads.
 */
export async function withDatabase(root: string, work: () => Promise<void>, isReading: boolean): Promise<void> {
  const { ownerUrl, close } = await open(root, isReading)
  const own = openDatabase(withoutTimeout(ownerUrl), 2)
  useDatabase(own)
  const interrupt = () => void close().finally(() => process.exit(1))
  for (const signal of SIGNALS) process.once(signal, interrupt)
  try {
    if (isReading) await checkPostgresVersion()
    await work()
  } finally {
    useDatabase(undefined)
    await own.close()
    await close()
    for (const signal of SIGNALS) process.off(signal, interrupt)
  }
}

async function open(root: string, isReading: boolean): Promise<{ ownerUrl: string; close: () => Promise<void> }> {
  const appUrl = process.env.DATABASE_URL?.trim()
  const ownerUrl = process.env.DATABASE_OWNER_URL?.trim() || appUrl
  if (!ownerUrl)
    return openEmbeddedDatabase(path.resolve(root, process.env.INDICIA_DATA_DIR?.trim() || '.data'), isReading)
  // The grants name the application's login. Without it, the running application would lose them.
  if (!appUrl) throw new CommandError('DATABASE_URL is missing, since DATABASE_OWNER_URL is set.')
  for (const [name, url] of Object.entries({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl })) {
    const fault = checkDatabaseUrl(url)
    if (fault !== null) throw new CommandError(`${name}: should ${fault}`)
  }
  await (isReading ? reachDatabase : prepareDatabase)({ ownerUrl, appUrl })
  return { ownerUrl, close: async () => {} }
}

/** A read-only command changes nothing. It reports a database of another build instead of migrating it. */
async function checkPostgresVersion(): Promise<void> {
  const found = await findVersion(database().sql)
  const build = buildMigration()
  if (!found) throw new CommandError('There is no Indicia in this database yet: npm start makes it.')
  if (found.migration !== build) {
    const [age, advice] =
      found.migration < build
        ? ['older', 'start this build first, which brings it up']
        : ['newer', 'take the newer build']
    throw new CommandError(
      `The database is ${age} than this build (migration ${found.migration}, this build has ${build}): ${advice}.`,
    )
  }
  if (found.functionsHash !== readFunctions().hash)
    console.error('The database has the functions of another build. Reading with them.')
}

/** Verifying or filling a large ledger takes longer than a request is allowed to take. */
function withoutTimeout(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}statement_timeout=0`
}
