import { openDatabase, useDatabase } from '../db/client'
import { keepsStatements } from '../db/keeps-statements'
import { log } from '../lib/log'

/** Opens the process's database as its address allows, and says so once where that is not as usual. */
export async function openPools(databaseUrl: string): Promise<void> {
  const warn = (words: string) => log.warn(words)
  const kept = await keepsStatements(databaseUrl)
  if (!kept.statements) warn('DATABASE_URL leads through a pooler that does not keep prepared statements: going on without them.')
  if (!kept.timeouts) warn('DATABASE_URL’s login has no lock_timeout: give it the timeouts with alter role (README.md, Your own PostgreSQL).')
  useDatabase(openDatabase(databaseUrl, undefined, { prepare: kept.statements, warn }))
}
